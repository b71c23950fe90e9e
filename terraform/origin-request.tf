# Lambda@Edge functions have no environment. The origin's custom headers name the bucket.
resource "aws_lambda_function" "origin_request" {
  count  = local.is_regional ? 0 : 1
  region = local.cdn_region

  function_name    = "${var.name}-origin-request"
  description      = "Cuts a variant that is not in the public bucket yet"
  role             = aws_iam_role.origin_request.arn
  filename         = "${local.edge_dist}/origin-request.zip"
  source_code_hash = filebase64sha256("${local.edge_dist}/origin-request.zip")
  handler          = "index.handler"
  # As of November 2026, the documentation of Lambda@Edge names no later release of Node.js.
  runtime       = "nodejs22.x"
  architectures = ["x86_64"]
  memory_size   = var.origin_request_memory_mb
  timeout       = 30
  tags          = var.tags

  # CloudFront accepts numbered versions only.
  publish = true
}

# Lambda@Edge logs in the region in which it runs: with Origin Shield that of the shield, otherwise the
# one nearest to the visitor. Made beforehand, its logs expire.
resource "aws_cloudwatch_log_group" "origin_request" {
  for_each = toset(local.is_regional ? [] : var.edge_log_regions)
  region   = each.value

  name              = local.edge_log_group
  retention_in_days = var.log_days
  tags              = var.tags
}

locals {
  edge_log_group = "/aws/lambda/${local.cdn_region}.${var.name}-origin-request"
}

# The role of both functions that cut variants, of which one exists.

resource "aws_iam_role" "origin_request" {
  name               = "${var.name}-origin-request"
  tags               = var.tags
  assume_role_policy = data.aws_iam_policy_document.origin_request_trust.json
}

data "aws_iam_policy_document" "origin_request_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "origin_request" {
  name   = "images"
  role   = aws_iam_role.origin_request.id
  policy = data.aws_iam_policy_document.origin_request.json
}

data "aws_iam_policy_document" "origin_request" {
  statement {
    sid       = "ReadPhotos"
    actions   = ["s3:GetObject"]
    resources = [local.public_photos]
  }

  # DeleteObject: for a variant whose photo was deleted while the variant was cut.
  statement {
    sid       = "StoreVariants"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"]
    resources = [local.variants]
  }

  # Without s3:ListBucket, S3 answers 403 for a missing key.
  statement {
    sid       = "DetectMissingKeys"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.public.arn]
  }

  # Lambda@Edge may run in a region whose log group is not made beforehand.
  statement {
    sid     = "Log"
    actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [
      "arn:aws:logs:${local.region}:${local.account}:log-group:/aws/lambda/${var.name}-regional:*",
      "arn:aws:logs:*:${local.account}:log-group:${local.edge_log_group}",
      "arn:aws:logs:*:${local.account}:log-group:${local.edge_log_group}:*",
    ]
  }
}
