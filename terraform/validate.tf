resource "aws_lambda_function" "validate" {
  function_name    = "${var.name}-validate"
  tags             = var.tags
  description      = "Checks an original and publishes it without its metadata"
  role             = aws_iam_role.validate.arn
  filename         = "${local.edge_dist}/validate.zip"
  source_code_hash = filebase64sha256("${local.edge_dist}/validate.zip")
  handler          = "index.handler"
  runtime          = "nodejs24.x"
  architectures    = ["x86_64"]
  memory_size      = var.validate_memory_mb
  timeout          = 120

  environment {
    variables = {
      MEDIA_STORE    = local.media_store
      PUBLIC_STORE   = local.public_store
      MAX_FILE_BYTES = tostring(var.max_file_bytes)
      MAX_PIXELS     = tostring(var.max_pixels)
      MASTER_EDGE    = tostring(var.master_edge)
      KEEP_COPYRIGHT = tostring(var.keep_copyright)
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.validate.name
  }

  depends_on = [aws_iam_role_policy.validate]
}

resource "aws_cloudwatch_log_group" "validate" {
  name              = "/aws/lambda/${var.name}-validate"
  tags              = var.tags
  retention_in_days = var.log_days
}

# Two more attempts after a failure. Then the alarm on dropped events fires.
resource "aws_lambda_function_event_invoke_config" "validate" {
  function_name                = aws_lambda_function.validate.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600
}

resource "aws_lambda_permission" "validate" {
  statement_id   = "MediaBucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.validate.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.media.arn
  source_account = local.account
}

resource "aws_s3_bucket_notification" "media" {
  bucket = aws_s3_bucket.media.id

  # Originals only: the function's own verdicts must not invoke it again.
  lambda_function {
    lambda_function_arn = aws_lambda_function.validate.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "${local.key_prefix}originals/"
  }

  depends_on = [aws_lambda_permission.validate]
}

resource "aws_iam_role" "validate" {
  name               = "${var.name}-validate"
  tags               = var.tags
  assume_role_policy = data.aws_iam_policy_document.validate_trust.json
}

data "aws_iam_policy_document" "validate_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "validate" {
  name   = "photos"
  role   = aws_iam_role.validate.id
  policy = data.aws_iam_policy_document.validate.json
}

data "aws_iam_policy_document" "validate" {
  statement {
    sid       = "ReadOriginals"
    actions   = ["s3:GetObject"]
    resources = [local.originals, local.trash_marks]
  }

  statement {
    sid       = "RecordVerdicts"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [local.verdicts]
  }

  statement {
    sid       = "Publish"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
    resources = [local.masters, local.mezzanines]
  }

  # If a photo is deleted while it is being published, the function unpublishes it again.
  statement {
    sid       = "Unpublish"
    actions   = ["s3:DeleteObject"]
    resources = [local.public_photos, local.verdicts]
  }

  # Without s3:ListBucket, S3 answers 403 for a missing key.
  statement {
    sid       = "DetectMissingKeys"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.media.arn, aws_s3_bucket.public.arn]
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.validate.arn}:*"]
  }
}
