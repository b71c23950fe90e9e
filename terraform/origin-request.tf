# Lambda@Edge functions have no environment. The origin's custom headers name the bucket.
resource "aws_lambda_function" "origin_request" {
  region = local.cdn_region

  function_name    = "${var.name}-origin-request"
  description      = "Cuts a variant that is not in the public bucket yet"
  role             = aws_iam_role.origin_request.arn
  filename         = "${local.edge_dist}/origin-request.zip"
  source_code_hash = filebase64sha256("${local.edge_dist}/origin-request.zip")
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  architectures    = ["x86_64"]
  memory_size      = var.origin_request_memory_mb
  timeout          = 30

  # CloudFront accepts numbered versions only.
  publish = true
}

resource "aws_iam_role" "origin_request" {
  name               = "${var.name}-origin-request"
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

  # The function runs and logs in the region nearest to the visitor.
  statement {
    sid     = "Log"
    actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [
      "arn:aws:logs:*:${local.account}:log-group:/aws/lambda/${local.cdn_region}.${var.name}-origin-request",
      "arn:aws:logs:*:${local.account}:log-group:/aws/lambda/${local.cdn_region}.${var.name}-origin-request:*",
    ]
  }
}
