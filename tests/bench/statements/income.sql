WITH f AS MATERIALIZED (
  SELECT id, union_id, union_path, year FROM fund WHERE id = {{fund}}::uuid FOR NO KEY UPDATE
),
t AS MATERIALIZED (
  SELECT post_funds(union_id, 'INCOME', {{today}}::date, now(), 12345, '捐款到账', NULL, NULL, NULL, gen_random_uuid()::text,
    jsonb_build_array(
      jsonb_build_object('fund_id', id, 'year', year, 'kind', 'INCOME', 'amount_fen', -12345),
      jsonb_build_object('fund_id', id, 'year', year, 'kind', 'AVAILABLE', 'amount_fen', 12345))) AS id FROM f
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, f.union_id, f.union_path, now(), {{person}}::uuid, {{staff}}::uuid, {{union}}::uuid, 'POSTED',
         'fundtransaction', t.id, '专项资金收入 123.45 元' FROM f, t
),
k AS (
  INSERT INTO idempotency_key (person_id, key, operation, fingerprint, result)
  SELECT {{person}}::uuid, gen_random_uuid()::text, 'recordFundIncome', md5(id::text), ARRAY[id] FROM t
)
SELECT json_build_object('recordFundIncome', json_build_object(
  'transaction', json_build_object('id', id, 'kind', 'INCOME', 'amount', '123.45'), 'errors', json_build_array())) FROM t
