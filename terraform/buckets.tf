resource "aws_s3_bucket" "media" {
  bucket        = coalesce(var.media_bucket, "${var.name}-media-${local.account}")
  force_destroy = var.destroy_photos
  tags          = var.tags
}

# Holds public photos, but is itself closed: only CloudFront reads it.
resource "aws_s3_bucket" "public" {
  bucket        = coalesce(var.public_bucket, "${var.name}-public-${local.account}")
  force_destroy = var.destroy_photos
  tags          = var.tags
}

resource "aws_s3_bucket" "logs" {
  bucket        = "${var.name}-logs-${local.account}"
  force_destroy = true
  tags          = var.tags
}

locals {
  buckets = {
    media  = aws_s3_bucket.media
    public = aws_s3_bucket.public
    logs   = aws_s3_bucket.logs
  }
}

resource "aws_s3_bucket_public_access_block" "all" {
  for_each = local.buckets

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "all" {
  for_each = local.buckets

  bucket = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "media" {
  bucket = aws_s3_bucket.media.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "media" {
  bucket = aws_s3_bucket.media.id

  rule {
    id     = "originals"
    status = "Enabled"

    filter {
      prefix = "${local.key_prefix}originals/"
    }

    # An original is read once, to publish it, and rarely again.
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
  }

  # Parts of unfinished uploads: nothing needs their old versions.
  rule {
    id     = "resumable"
    status = "Enabled"

    filter {
      prefix = "${local.key_prefix}resumable/"
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  rule {
    id     = "remains"
    status = "Enabled"

    filter {
      prefix = local.key_prefix
    }

    noncurrent_version_expiration {
      noncurrent_days = var.deleted_original_days
    }

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # The rules about old versions need versioning.
  depends_on = [aws_s3_bucket_versioning.media]
}

resource "aws_s3_bucket_lifecycle_configuration" "public" {
  bucket = aws_s3_bucket.public.id

  rule {
    id     = "remains"
    status = "Enabled"

    filter {
      prefix = local.key_prefix
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    expiration {
      days = var.log_days
    }
  }
}
