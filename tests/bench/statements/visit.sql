WITH h AS MATERIALIZED (
  SELECT id, union_id, union_path, cadre_id FROM household
  WHERE id = {{id}}::uuid AND status <> 'CLOSED' FOR UPDATE
),
v AS (
  INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs,
                     recorded_at, created_at)
  SELECT {{uuid}}, union_id, union_path, id, {{staff}}::uuid, {{today}}::date, 'HOME', 'ROUTINE', true,
         ARRAY['MEDICAL_AID'], now(), now() FROM h
  RETURNING *
),
w AS (
  INSERT INTO visit_private (visit_id, household_id, union_id, union_path, place, met_whom, observed)
  SELECT id, household_id, union_id, union_path, '家中', '户主', '房屋修好了，老人的药快用完了' FROM v
),
m AS (
  INSERT INTO measure (id, union_id, union_path, household_id, visit_id, cadre_id, need, promised_on, due_on, state)
  SELECT {{uuid}}, v.union_id, v.union_path, v.household_id, v.id, coalesce(h.cadre_id, v.cadre_id), 'MEDICAL_AID',
         v.visited_on, {{due}}::date, 'OPEN' FROM v, h
  RETURNING *
),
n AS (
  INSERT INTO measure_private (measure_id, household_id, union_id, union_path, text, family_code)
  SELECT id, household_id, union_id, union_path, '月底前送药上门', '123456' FROM m
),
d AS (
  INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
  SELECT {{uuid}}, h.union_id, h.union_path, c.measure, c.dimension, c.key, 1
  FROM h, (VALUES ('VISITS', '', ''), ('VISITS', 'MONTH', to_char({{today}}::date, 'YYYY-MM')),
                  ('MEASURES_OPEN', '', ''), ('MEASURES_OPEN', 'DUE', {{due}})) AS c (measure, dimension, key)
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, union_id, union_path, now(), {{person}}::uuid, {{staff}}::uuid, {{union}}::uuid, 'CREATED',
         'household', id, '记录走访' FROM h
),
k AS (
  INSERT INTO idempotency_key (person_id, key, operation, fingerprint, result)
  SELECT {{person}}::uuid, gen_random_uuid()::text, 'recordVisit', md5(id::text), ARRAY[id] FROM v
)
SELECT json_build_object('recordVisit', json_build_object(
  'visit', json_build_object('id', id, 'visitedOn', visited_on, 'kind', kind), 'errors', json_build_array())) FROM v
