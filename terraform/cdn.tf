resource "aws_cloudfront_distribution" "images" {
  enabled         = var.enabled
  comment         = "${var.name}: images"
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.price_class
  aliases         = local.has_own_domain ? [var.image_domain] : []
  web_acl_id      = local.web_acl_id
  tags            = var.tags

  origin {
    origin_id                = "public"
    domain_name              = aws_s3_bucket.public.bucket_regional_domain_name
    origin_path              = var.prefix == "" ? "" : "/${var.prefix}"
    origin_access_control_id = aws_cloudfront_origin_access_control.public.id

    dynamic "origin_shield" {
      for_each = local.origin_shield_regions

      content {
        enabled              = true
        origin_shield_region = origin_shield.value
      }
    }

    # For Lambda@Edge, which has no environment.
    dynamic "custom_header" {
      for_each = {
        for name, value in {
          "x-widthwise-bucket" = aws_s3_bucket.public.bucket
          "x-widthwise-region" = local.region
          "x-widthwise-prefix" = var.prefix
        } : name => value if value != ""
      }

      content {
        name  = custom_header.key
        value = custom_header.value
      }
    }
  }

  dynamic "origin" {
    for_each = aws_lambda_function_url.regional

    content {
      origin_id                = "regional"
      domain_name              = "${origin.value.url_id}.lambda-url.${local.region}.on.aws"
      origin_access_control_id = one(aws_cloudfront_origin_access_control.regional[*].id)

      dynamic "origin_shield" {
        for_each = local.origin_shield_regions

        content {
          enabled              = true
          origin_shield_region = origin_shield.value
        }
      }

      custom_origin_config {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = ["TLSv1.2"]
        origin_read_timeout    = 30
      }
    }
  }

  # What the bucket lacks, the function cuts.
  dynamic "origin_group" {
    for_each = toset(local.is_regional ? ["variants"] : [])

    content {
      origin_id = origin_group.value

      failover_criteria {
        status_codes = [404]
      }

      member {
        origin_id = "public"
      }

      member {
        origin_id = "regional"
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.is_regional ? "variants" : "public"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = false
    cache_policy_id            = local.cache_policy_id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.images.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.viewer_request.arn
    }

    dynamic "function_association" {
      for_each = aws_cloudfront_function.cors

      content {
        event_type   = "viewer-response"
        function_arn = function_association.value.arn
      }
    }

    dynamic "lambda_function_association" {
      for_each = aws_lambda_function.origin_request

      content {
        event_type   = "origin-request"
        lambda_arn   = lambda_function_association.value.qualified_arn
        include_body = false
      }
    }
  }

  # By default CloudFront would cache a failure for ten seconds.
  dynamic "custom_error_response" {
    for_each = toset([500, 502, 503, 504])

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  # A missing photo may be published in a moment, but not every request for one may reach the bucket.
  dynamic "custom_error_response" {
    for_each = toset([400, 403, 404])

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 10
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = !local.has_own_domain
    acm_certificate_arn            = one(aws_acm_certificate_validation.images[*].certificate_arn)
    ssl_support_method             = local.has_own_domain ? "sni-only" : null
    minimum_protocol_version       = local.has_own_domain ? "TLSv1.2_2021" : null
  }

  lifecycle {
    precondition {
      condition     = !var.flat_rate || (local.is_regional && (var.web_acl_id != null || var.rate_limit != null))
      error_message = "flat_rate requires compute = \"regional\" and a web ACL: set rate_limit or web_acl_id."
    }
  }
}

resource "aws_cloudfront_origin_access_control" "public" {
  name                              = "${var.name}-public"
  description                       = "Lets CloudFront alone read the public bucket"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# The viewer function has rewritten the path to a variant's key: nothing else may split the cache.
resource "aws_cloudfront_cache_policy" "path_only" {
  count = var.flat_rate ? 0 : 1

  name        = "${var.name}-path-only"
  min_ttl     = 0
  default_ttl = 31536000
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = false
    enable_accept_encoding_gzip   = false

    query_strings_config {
      query_string_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    cookies_config {
      cookie_behavior = "none"
    }
  }
}

locals {
  # CloudFront's own policy CachingOptimizedForUncompressedObjects: also the path alone, but everything is
  # cached for at least a second. Flat-rate plans allow no other policies than CloudFront's own.
  managed_cache_policy_id = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"
  cache_policy_id         = var.flat_rate ? local.managed_cache_policy_id : one(aws_cloudfront_cache_policy.path_only[*].id)
}

resource "aws_cloudfront_response_headers_policy" "images" {
  name = "${var.name}-images"

  # The format depends on the Accept header, and S3 cannot store a Vary header. There must be no
  # cors_config: CloudFront would then write Vary itself.
  custom_headers_config {
    items {
      header   = "Vary"
      value    = "Accept"
      override = true
    }

    # The site that shows the images has another origin.
    items {
      header   = "Cross-Origin-Resource-Policy"
      value    = "cross-origin"
      override = true
    }
  }

  security_headers_config {
    content_type_options {
      override = true
    }

    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox"
      override                = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      override                   = true
    }
  }
}
