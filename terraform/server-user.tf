# The access key is created by hand (README), so that Terraform's state contains no secret.
resource "aws_iam_user" "server" {
  name = "${var.name}-server"
  tags = var.tags
}

resource "aws_iam_user_policy" "server" {
  name   = "photos"
  user   = aws_iam_user.server.name
  policy = data.aws_iam_policy_document.server.json
}

data "aws_iam_policy_document" "server" {
  statement {
    sid = "StorePhotos"
    actions = [
      "s3:GetObject",
      "s3:PutObject",
      "s3:DeleteObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ]
    resources = [local.all_media, local.public_photos]
  }

  statement {
    sid       = "ListPhotos"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [aws_s3_bucket.media.arn, aws_s3_bucket.public.arn]
  }

  statement {
    sid       = "InvalidateDeletedPhotos"
    actions   = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"]
    resources = [aws_cloudfront_distribution.images.arn]
  }
}
