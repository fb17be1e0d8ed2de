WITH held AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(survey_key({{round}}::uuid))
),
h AS MATERIALIZED (
  SELECT household.* FROM household, held WHERE id = {{id}}::uuid AND status <> 'CLOSED' FOR UPDATE OF household
),
t AS MATERIALIZED (
  SELECT survey_task.* FROM survey_task, h WHERE survey_task.id = {{task}}::uuid AND record_id IS NULL FOR UPDATE OF survey_task
),
f AS (
  UPDATE household SET income_fen = 654300, version = household.version + 1, updated_at = now()
  FROM t WHERE household.id = {{id}}::uuid
),
c AS (
  INSERT INTO household_change (id, household_id, union_id, union_path, at, staff_id, kind, fields)
  SELECT {{uuid}}, h.id, h.union_id, h.union_path, now(), {{staff}}::uuid, 'CHANGED',
         jsonb_build_array(jsonb_build_object('field', 'annualIncomePerHead', 'before', h.income_fen::text, 'after', '6543.00'))
  FROM h, t
),
v AS (
  INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs,
                     recorded_at, created_at)
  SELECT {{uuid}}, h.union_id, h.union_path, h.id, {{staff}}::uuid, {{today}}::date, 'HOME', 'RESURVEY', true,
         h.needs, now(), now() FROM h, t
  RETURNING *
),
w AS (
  INSERT INTO visit_private (visit_id, household_id, union_id, union_path, place, met_whom, claims)
  SELECT id, household_id, union_id, union_path, '家中', '户主', '希望老人的药费能多报一些' FROM v
),
-- pgbench takes a colon before a letter for a variable of its own, hence strokes for colons.
-- What it is compared with: the last record of another round, and what was asked for then.
b AS MATERIALIZED (
  SELECT r.* FROM survey_task o JOIN survey_record r ON r.id = o.record_id
  WHERE o.household_id = {{id}}::uuid AND o.round_id <> {{round}}::uuid ORDER BY r.visited_on DESC, r.id DESC LIMIT 1
),
r AS (
  INSERT INTO survey_record (id, round_id, union_id, union_path, household_id, cadre_id, visit_id, visited_on, kind,
      hukou, housing, population, labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file,
      single_parent_female_worker, claims, choices, numbers, previous_id, compared, income_change, differences,
      recorded_at, created_at)
  SELECT {{uuid}}, t.round_id, h.union_id, h.union_path, h.id, {{staff}}::uuid, v.id, v.visited_on, 'HOME',
      h.hukou, h.housing, h.population, h.labour_force, 654300, h.rigid_fen, h.main_cause, h.other_causes, h.needs, h.tier,
      h.needy_file, h.single_parent_female_worker, true, string_to_array(translate('Q1|NO,Q2|A2', '|', ':'), ','), '{}', b.id,
      jsonb_build_object('on', b.visited_on, 'income_fen', coalesce(b.income_fen, h.income_fen), 'tier', h.tier),
      CASE WHEN h.income_fen < 654300 THEN 'ROSE' ELSE 'FELL' END, '{INCOME_FELL,NEW_CLAIM}', now(), now()
  FROM h CROSS JOIN t CROSS JOIN v LEFT JOIN b ON true LEFT JOIN survey_record_private p ON p.record_id = b.id
  RETURNING *
),
p AS (
  INSERT INTO survey_record_private (record_id, household_id, union_id, union_path, place, met_whom, claims, texts)
  SELECT id, household_id, union_id, union_path, '家中', '户主', '希望老人的药费能多报一些', '{"Q4":"治病"}' FROM r
),
s AS (
  UPDATE survey_task SET state = 'DONE', settled_on = r.visited_on, record_id = r.id, version = survey_task.version + 1
  FROM r WHERE survey_task.id = {{task}}::uuid
  RETURNING survey_task.*
),
d AS (
  INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
  SELECT {{uuid}}, r.union_id, r.union_path, c.measure, c.dimension, translate(replace(c.key, '*', replace(r.round_id::text, '-', '')), '|', ':'), c.value
  FROM r, LATERAL (VALUES ('VISITS', '', '', 1), ('VISITS', 'MONTH', to_char({{today}}::date, 'YYYY-MM'), 1),
                  ('SURVEY_TASKS', 'SURVEY_STATE', '*|TODO', -1), ('SURVEY_TASKS', 'SURVEY_STATE', '*|DONE', 1),
                  ('SURVEY_RECORDS', '', '', 1), ('SURVEY_RECORDS', 'SURVEY_CAUSE', '*|' || r.main_cause, 1),
                  ('SURVEY_RECORDS', 'SURVEY_TIER', '*|' || r.tier, 1), ('SURVEY_RECORDS', 'SURVEY_INCOME', '*|' || r.income_change, 1),
                  ('SURVEY_RECORDS', 'SURVEY_DIFFERENCE', '*|INCOME_FELL', 1), ('SURVEY_RECORDS', 'SURVEY_DIFFERENCE', '*|NEW_CLAIM', 1),
                  ('SURVEY_RECORDS', 'SURVEY_ANSWER', '*|Q1|NO', 1), ('SURVEY_RECORDS', 'SURVEY_ANSWER', '*|Q2|A2', 1)
       ) AS c (measure, dimension, key, value)
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, r.union_id, r.union_path, now(), {{person}}::uuid, {{staff}}::uuid, {{union}}::uuid, c.action, c.kind,
         c.subject, c.summary
  FROM r, LATERAL (VALUES ('CHANGED', 'household', {{id}}::uuid, '修改帮扶户 张**：年人均收入'),
                  ('CREATED', 'household', {{id}}::uuid, '记录走访'),
                  ('CREATED', 'survey', {{round}}::uuid, '登记摸底情况：张**（全市结对帮扶再摸底再调查）')
       ) AS c (action, kind, subject, summary)
),
k AS (
  INSERT INTO idempotency_key (person_id, key, operation, fingerprint, result)
  SELECT {{person}}::uuid, gen_random_uuid()::text, 'recordSurvey', md5(id::text), ARRAY[id] FROM s
)
SELECT json_build_object('recordSurvey', json_build_object(
  'task', json_build_object('id', id, 'state', state, 'settledOn', settled_on), 'errors', json_build_array())) FROM s
