data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.region

  # Everything attached to a CloudFront distribution must be in this region.
  cdn_region = "us-east-1"

  edge_dist      = "${path.module}/../edge/dist"
  has_own_domain = var.image_domain != null
  key_prefix     = var.prefix == "" ? "" : "${var.prefix}/"

  width_list   = join(",", var.width_buckets)
  media_store  = "s3://${join("/", compact([aws_s3_bucket.media.bucket, var.prefix]))}"
  public_store = "s3://${join("/", compact([aws_s3_bucket.public.bucket, var.prefix]))}"

  originals     = "${aws_s3_bucket.media.arn}/${local.key_prefix}originals/*"
  verdicts      = "${aws_s3_bucket.media.arn}/${local.key_prefix}verdicts/*"
  all_media     = "${aws_s3_bucket.media.arn}/${local.key_prefix}*"
  public_photos = "${aws_s3_bucket.public.arn}/${local.key_prefix}photos/*"
  masters       = "${local.public_photos}/master"
  mezzanines    = "${local.public_photos}/mezzanine-*"
  variants      = "${local.public_photos}/w*"
}
