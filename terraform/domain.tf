resource "aws_acm_certificate" "images" {
  count  = local.has_own_domain ? 1 : 0
  region = local.cdn_region

  domain_name       = var.image_domain
  tags              = var.tags
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  certificate_records = [
    for option in flatten(aws_acm_certificate.images[*].domain_validation_options) : {
      name  = option.resource_record_name
      type  = option.resource_record_type
      value = option.resource_record_value
    }
  ]
}

resource "aws_route53_record" "certificate" {
  count = var.route53_zone_id == null ? 0 : 1

  zone_id         = var.route53_zone_id
  name            = local.certificate_records[0].name
  type            = local.certificate_records[0].type
  records         = [local.certificate_records[0].value]
  ttl             = 300
  allow_overwrite = true
}

# Waits until the certificate is issued, also if its record is created outside this module.
resource "aws_acm_certificate_validation" "images" {
  count  = local.has_own_domain ? 1 : 0
  region = local.cdn_region

  certificate_arn = aws_acm_certificate.images[0].arn

  depends_on = [aws_route53_record.certificate]
}

resource "aws_route53_record" "images" {
  for_each = var.route53_zone_id == null ? toset([]) : toset(["A", "AAAA"])

  zone_id = var.route53_zone_id
  name    = var.image_domain
  type    = each.value

  alias {
    name                   = aws_cloudfront_distribution.images.domain_name
    zone_id                = aws_cloudfront_distribution.images.hosted_zone_id
    evaluate_target_health = false
  }
}
