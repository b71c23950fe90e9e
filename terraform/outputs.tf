locals {
  environment = {
    MEDIA_STORE         = local.media_store
    PUBLIC_STORE        = local.public_store
    AWS_REGION          = local.region
    IMAGE_URL           = "https://${local.has_own_domain ? var.image_domain : aws_cloudfront_distribution.images.domain_name}"
    CDN_DISTRIBUTION_ID = aws_cloudfront_distribution.images.id
    PUBLISHER           = "bucket-event"
    WIDTH_BUCKETS       = local.width_list
    MAX_FILE_BYTES      = tostring(var.max_file_bytes)
    MAX_PIXELS          = tostring(var.max_pixels)
    MASTER_EDGE         = tostring(var.master_edge)
    KEEP_COPYRIGHT      = tostring(var.keep_copyright)
  }
}

output "environment" {
  description = "The environment of the server and its workers, without the access key of server_user."
  value       = local.environment
}

output "environment_file" {
  description = "The environment as lines of an environment file."
  value       = join("", [for name, value in local.environment : "${name}=${value}\n"])
}

output "server_user" {
  description = "The IAM user whose access key the server needs (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)."
  value       = aws_iam_user.server.name
}

output "cdn_domain" {
  description = "CloudFront's own address, the target for a CNAME record of image_domain."
  value       = aws_cloudfront_distribution.images.domain_name
}

output "certificate_records" {
  description = "The DNS records that prove that image_domain is yours; created for you with route53_zone_id."
  value       = local.certificate_records
}

output "logs" {
  description = "The S3 URL of the access logs."
  value       = "s3://${aws_s3_bucket.logs.bucket}"
}
