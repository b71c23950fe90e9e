# Blocks addresses that request too much. Requests that it blocks reach neither functions nor buckets.
resource "aws_wafv2_web_acl" "images" {
  count  = var.rate_limit == null ? 0 : 1
  region = local.cdn_region

  name        = "${var.name}-images"
  description = "Limits the requests of one address"
  scope       = "CLOUDFRONT"
  tags        = var.tags

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
        limit                 = var.rate_limit
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-rate"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "${var.name}-images"
    sampled_requests_enabled   = false
  }

  lifecycle {
    precondition {
      condition     = var.web_acl_id == null
      error_message = "rate_limit must be null with web_acl_id: a distribution has one web ACL."
    }
  }
}

locals {
  web_acl_id = var.web_acl_id != null ? var.web_acl_id : one(aws_wafv2_web_acl.images[*].arn)
}
