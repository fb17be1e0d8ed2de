WITH page AS MATERIALIZED (
  SELECT * FROM household h
  WHERE h.union_id = ANY ({{unions}}::uuid[])
    AND (h.union_path, h.id) > ({{path}}, {{id}}::uuid)
  ORDER BY h.union_path, h.id LIMIT 21
)
SELECT json_build_object('households', json_build_object(
  'nodes', (
    SELECT json_agg(node) FROM (
      SELECT h.id, h.file_number AS "fileNumber", coalesce(p.head_name, h.masked_name) AS "headName",
             h.kind, h.status, h.tier, h.main_cause AS "mainCause",
             u AS "union", c AS cadre, json_build_object('nodes', v.list) AS visits, m.list AS measures
      FROM (SELECT * FROM page ORDER BY union_path, id LIMIT 20) h
      LEFT JOIN household_private p ON p.household_id = h.id
      LEFT JOIN LATERAL (SELECT u.id, u.short_name AS "shortName" FROM unions u WHERE u.id = h.union_id) u ON true
      LEFT JOIN LATERAL (SELECT s.id, s.name FROM staff s WHERE s.id = h.cadre_id) c ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(v), '[]') AS list FROM (
          SELECT v.id, v.visited_on AS "visitedOn", v.kind, v.purpose, v.met
          FROM visit v WHERE v.household_id = h.id
          ORDER BY v.visited_on DESC, v.id DESC LIMIT 3) v) v
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(m), '[]') AS list FROM (
          SELECT m.id, m.need, m.due_on AS "dueOn", t.text
          FROM measure m JOIN measure_private t ON t.measure_id = m.id
          WHERE m.household_id = h.id AND m.state = 'OPEN'
          ORDER BY m.due_on, m.id) m) m
      ORDER BY h.union_path, h.id) node),
  'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 20 FROM page))))
