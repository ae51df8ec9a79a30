"""The hash chain of the audit trail, computed and checked by PostgreSQL.

The hash of a row is SHA-256 over the previous hash of the same organization and the row's own columns. When
a row is changed or removed by SQL, its hash or that of the next row is wrong. Ids are drawn under the lock
of the chain, so the order of ids is the order of the chain.

The hashes of old rows are never computed again: those of the first release, which left NULL columns out,
are checked as they were computed then.
"""

from typing import Final

_COLUMNS: Final = """{row}.previous_hash, {row}.id, {row}.action, {row}.actor_id, {row}.actor_label,
    {row}.organization_id, {row}.organization_label, {row}.target_type, {row}.target_id, {row}.target_label,
    {row}.changes::text, {row}.request_id, {row}.masked_ip, extract(epoch from {row}.occurred_at)"""
_DIGEST: Final = "encode(sha256(convert_to(jsonb_build_array(" + _COLUMNS + ")::text, 'UTF8')), 'hex')"
#: No row is written with this digest any more: it is the same when an id moves from one column to the next.
_FIRST_DIGEST: Final = "encode(sha256(convert_to(concat_ws(E'\\x1f', " + _COLUMNS + "), 'UTF8')), 'hex')"

CHAIN_SQL: Final = (
    """
    PERFORM pg_advisory_xact_lock(hashtext('audit_activity'), hashtext(NEW.organization_id::text))
        WHERE NEW.organization_id IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('audit_activity'), 0) WHERE NEW.organization_id IS NULL;
    NEW.id := nextval(pg_get_serial_sequence('audit_activity', 'id'));
    NEW.occurred_at := clock_timestamp();
    IF NEW.organization_id IS NULL THEN
        NEW.previous_hash := coalesce((SELECT hash FROM audit_activity
            WHERE organization_id IS NULL ORDER BY id DESC LIMIT 1), '');
    ELSE
        NEW.previous_hash := coalesce((SELECT hash FROM audit_activity
            WHERE organization_id = NEW.organization_id ORDER BY id DESC LIMIT 1), '');
    END IF;
    NEW.hash := """
    + _DIGEST.format(row="NEW")
    + """;
    RETURN NEW;
"""
)

BROKEN_LINKS_SQL: Final = (
    """
    SELECT a.id FROM (
        SELECT *, lag(hash, 1, '') OVER (PARTITION BY organization_id ORDER BY id) AS expected
        FROM audit_activity
    ) a WHERE a.previous_hash <> a.expected OR (a.hash <> """
    + _DIGEST.format(row="a")
    + " AND a.hash <> "
    + _FIRST_DIGEST.format(row="a")
    + """) ORDER BY a.id
"""
)
