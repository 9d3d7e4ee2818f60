-- What somebody must decide, may want to know of, or has waited for too long: the tab Write-back trouble walks this index.
DROP INDEX write_back_trouble;
CREATE INDEX write_back_trouble ON write_back (invoice_id, id)
WHERE state IN ('unknown', 'rejected', 'conflict') OR told_at IS NOT NULL AND state IN ('queued', 'sending');
