WITH page AS MATERIALIZED (
  SELECT h.*, p.head_name
  FROM (SELECT household_id, head_name FROM household_private
        WHERE union_id = ANY ({{unions}}::uuid[]) AND search LIKE '%' || {{text}} || '%' OFFSET 0) p
  JOIN LATERAL (SELECT * FROM household WHERE id = p.household_id OFFSET 0) h ON true
  ORDER BY h.union_path, h.id LIMIT 21
)
SELECT json_build_object('households', json_build_object(
  'nodes', (
    SELECT coalesce(json_agg(node), '[]') FROM (
      SELECT h.id, h.file_number AS "fileNumber", h.head_name AS "headName", h.kind, h.status, h.tier,
             h.main_cause AS "mainCause", h.registered_on AS "registeredOn", u AS "union", c AS cadre
      FROM (SELECT * FROM page ORDER BY union_path, id LIMIT 20) h
      LEFT JOIN LATERAL (SELECT u.id, u.short_name AS "shortName" FROM unions u WHERE u.id = h.union_id) u ON true
      LEFT JOIN LATERAL (SELECT s.id, s.name FROM staff s WHERE s.id = h.cadre_id) c ON true
      ORDER BY h.union_path, h.id) node),
  'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 20 FROM page))))
