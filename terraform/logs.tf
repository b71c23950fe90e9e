# The standard logs (version 2) that `npm run bench tune` reads, without the visitor's address and
# other fields that could identify the visitor.
resource "aws_cloudwatch_log_delivery_source" "images" {
  region = local.cdn_region

  name         = "${var.name}-images"
  tags         = var.tags
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.images.arn
}

resource "aws_cloudwatch_log_delivery_destination" "logs" {
  region = local.cdn_region

  name          = "${var.name}-logs"
  tags          = var.tags
  output_format = "w3c"

  delivery_destination_configuration {
    destination_resource_arn = aws_s3_bucket.logs.arn
  }
}

resource "aws_cloudwatch_log_delivery" "images" {
  region = local.cdn_region

  tags                     = var.tags
  delivery_source_name     = aws_cloudwatch_log_delivery_source.images.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.logs.arn

  record_fields = [
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs-uri-query",
    "x-edge-result-type",
    "time-taken",
    "x-edge-response-result-type",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
  ]

  depends_on = [aws_s3_bucket_policy.logs]
}
