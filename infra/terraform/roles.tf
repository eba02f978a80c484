# Least privilege: the matcher reads objects and nothing else; ingest lists, asks about objects, reads inventories and logs,
# and works its queues; the sink has no rights in AWS. None of them can write to S3.

locals {
  bucket_arns = [for bucket in var.buckets : "arn:aws:s3:::${bucket}"]
  object_arns = [for bucket in var.buckets : "arn:aws:s3:::${bucket}/*"]
  log_arns    = [for location in var.log_locations : "arn:aws:s3:::${location.bucket}/${location.prefix}*"]
  roles       = toset(["ingest", "matcher"])
  role_documents = {
    ingest  = data.aws_iam_policy_document.ingest.json
    matcher = data.aws_iam_policy_document.matcher.json
  }
}

data "aws_iam_policy_document" "trust" {
  for_each = local.roles
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:sub"
      values   = ["system:serviceaccount:${var.kubernetes_namespace}:${var.helm_release}-${each.key}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each           = local.roles
  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles
  name     = "dowser"
  role     = aws_iam_role.this[each.key].id
  policy   = local.role_documents[each.key]
}

data "aws_iam_policy_document" "matcher" {
  statement {
    sid       = "ReadObjects"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = local.object_arns
  }
  # Without it S3 says 403 for an object that was deleted meanwhile, instead of 404.
  statement {
    sid       = "TellMissingFromForbidden"
    actions   = ["s3:ListBucket"]
    resources = local.bucket_arns
  }
  dynamic "statement" {
    for_each = length(var.kms_key_arns) == 0 ? [] : [var.kms_key_arns]
    content {
      sid       = "DecryptThroughS3"
      actions   = ["kms:Decrypt"]
      resources = statement.value
      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["s3.*.amazonaws.com"]
      }
    }
  }
}

data "aws_iam_policy_document" "ingest" {
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = local.bucket_arns
  }
  # HEAD and tags, where a filter asks for them: S3 has no right for HEAD of its own.
  statement {
    sid       = "AskAboutObjects"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"]
    resources = local.object_arns
  }
  statement {
    sid       = "ReadInventoriesAndLogs"
    actions   = ["s3:GetObject"]
    resources = concat(["${aws_s3_bucket.inventory.arn}/*"], local.log_arns)
  }
  statement {
    sid = "WorkQueues"
    actions = [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
    ]
    resources = [for queue in aws_sqs_queue.this : queue.arn]
  }
  dynamic "statement" {
    for_each = length(var.kms_key_arns) == 0 ? [] : [var.kms_key_arns]
    content {
      sid       = "DecryptThroughS3"
      actions   = ["kms:Decrypt"]
      resources = statement.value
      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["s3.*.amazonaws.com"]
      }
    }
  }
}
