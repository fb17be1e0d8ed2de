WITH k AS MATERIALIZED (SELECT {{id}}::uuid AS household, {{cadre}}::uuid AS cadre),
h AS MATERIALIZED (
  SELECT id, union_id, union_path, masked_name FROM household
  WHERE id = (SELECT household FROM k) AND status = 'ACTIVE' AND cadre_id IS NULL FOR UPDATE
),
c AS MATERIALIZED (
  SELECT id, union_id, union_path FROM staff
  WHERE id = (SELECT cadre FROM k) AND state IN ('ACTIVE', 'AWAY') AND 'CADRE' = ANY (roles) FOR UPDATE
),
t AS MATERIALIZED (SELECT slot FROM pairing WHERE cadre_id = (SELECT cadre FROM k) AND ended_on IS NULL),
p AS (
  INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on, created_by)
  SELECT {{uuid}}, h.union_id, h.union_path, h.id, c.id,
         (SELECT min(s) FROM generate_series(1, 4) s WHERE s NOT IN (SELECT slot FROM t)), {{today}}::date,
         {{staff}}::uuid
  FROM h, c
  RETURNING *
),
u AS (UPDATE household SET cadre_id = (SELECT cadre FROM k) WHERE id = (SELECT household FROM k) AND EXISTS (SELECT FROM p)),
m AS (UPDATE measure SET cadre_id = (SELECT cadre FROM k) WHERE household_id = (SELECT household FROM k) AND state = 'OPEN' AND EXISTS (SELECT FROM p)),
e AS (DELETE FROM helper WHERE household_id = (SELECT household FROM k) AND staff_id = (SELECT cadre FROM k) AND EXISTS (SELECT FROM p)),
d AS (
  INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
  SELECT {{uuid}}, h.union_id, h.union_path, x.measure, '', '', x.value
  FROM h, (VALUES ('PAIRED_HOUSEHOLDS', 1), ('UNPAIRED_HOUSEHOLDS', -1)) AS x (measure, value)
  UNION ALL
  SELECT {{uuid}}, c.union_id, c.union_path, 'CADRES', 'LOAD', ((SELECT count(*) FROM t) + x.step)::text, x.value
  FROM c, (VALUES (0, -1), (1, 1)) AS x (step, value)
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, union_id, union_path, now(), {{person}}::uuid, {{staff}}::uuid, {{union}}::uuid, 'CREATED',
         'household', id, '结对' FROM h
)
SELECT json_build_object('pairHousehold', json_build_object(
  'pairing', json_build_object('id', id, 'startedOn', started_on), 'errors', json_build_array())) FROM p
