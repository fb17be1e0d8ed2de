WITH b AS MATERIALIZED (SELECT {{uuid}} AS id),
p AS MATERIALIZED (
  SELECT b.id, pay_aid(b.id, ARRAY[{{id}}::uuid], ARRAY[1], 'CASH', {{today}}::date, now(), '现金发放', NULL) AS done FROM b
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, u.id, u.path, now(), {{person}}::uuid, {{staff}}::uuid, {{union}}::uuid, k.action, k.kind, p.id, '发放 123.45 元'
  FROM p, unions u, (VALUES ('POSTED', 'fundtransaction'), ('DECIDED', 'aidapplication'), ('CREATED', 'aidbatch')) AS k (action, kind)
  WHERE u.id = {{union}}::uuid
),
k AS (
  INSERT INTO idempotency_key (person_id, key, operation, fingerprint, result)
  SELECT {{person}}::uuid, gen_random_uuid()::text, 'payAid', md5(id::text), ARRAY[id] FROM p
)
SELECT json_build_object('payAid', json_build_object(
  'batch', json_build_object('id', id, 'method', 'CASH', 'amount', '123.45'), 'errors', json_build_array())) FROM p
