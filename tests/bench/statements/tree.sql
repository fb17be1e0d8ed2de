WITH day AS (SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS today),
shown AS MATERIALIZED (
  SELECT id, path, name, short_name, parent_id FROM unions
  WHERE id = {{id}}::uuid OR parent_id = {{id}}::uuid AND state NOT IN ('MERGED', 'DISSOLVED')
),
wanted (measure, dimension, first, last) AS (
  SELECT 'HOUSEHOLDS', '', '', '' UNION ALL SELECT 'PAIRED_HOUSEHOLDS', '', '', ''
  UNION ALL SELECT 'UNPAIRED_HOUSEHOLDS', '', '', '' UNION ALL SELECT 'CADRES', '', '', ''
  UNION ALL SELECT 'CADRES', 'LOAD', '0', '1'
  UNION ALL SELECT 'VISITS', 'MONTH', to_char(today, 'YYYY-MM'), to_char(today, 'YYYY-MM') FROM day
  UNION ALL SELECT 'MEASURES_OPEN', 'DUE', '', to_char(today + 7, 'YYYY-MM-DD') FROM day
),
cell AS (
  SELECT s.id, t.measure, t.dimension, t.key, t.value
  FROM shown s CROSS JOIN wanted w
  JOIN stat_total t ON t.union_id = s.id AND t.measure = w.measure AND t.dimension = w.dimension
    AND t.key BETWEEN w.first AND w.last
  UNION ALL
  SELECT s.id, d.measure, d.dimension, d.key, d.value
  FROM shown s CROSS JOIN wanted w
  JOIN stat_delta d ON d.union_path >= s.path COLLATE "C" AND d.union_path < (s.path || '~') COLLATE "C"
    AND d.measure = w.measure AND d.dimension = w.dimension AND d.key BETWEEN w.first AND w.last
),
figure AS MATERIALIZED (
  SELECT cell.id, json_build_object(
    'households', coalesce(sum(value) FILTER (WHERE measure = 'HOUSEHOLDS'), 0),
    'paired', coalesce(sum(value) FILTER (WHERE measure = 'PAIRED_HOUSEHOLDS'), 0),
    'unpaired', coalesce(sum(value) FILTER (WHERE measure = 'UNPAIRED_HOUSEHOLDS'), 0),
    'cadres', coalesce(sum(value) FILTER (WHERE measure = 'CADRES' AND dimension = ''), 0),
    'shortfalls', coalesce(sum(value) FILTER (WHERE dimension = 'LOAD'), 0),
    'visitsThisMonth', coalesce(sum(value) FILTER (WHERE measure = 'VISITS'), 0),
    'measuresDue', coalesce(sum(value) FILTER (WHERE dimension = 'DUE' AND key >= to_char(today, 'YYYY-MM-DD')), 0),
    'measuresOverdue', coalesce(sum(value) FILTER (WHERE dimension = 'DUE' AND key < to_char(today, 'YYYY-MM-DD')), 0)
  ) AS figures
  FROM cell CROSS JOIN day GROUP BY cell.id
)
SELECT json_build_object('union', (
  SELECT json_build_object('id', o.id, 'name', o.name, 'figures', f.figures,
    'children', json_build_object('nodes', (
      SELECT json_agg(node) FROM (
        SELECT s.id, s.name, s.short_name AS "shortName",
               (SELECT count(*) FROM unions c WHERE c.parent_id = s.id AND c.state NOT IN ('MERGED', 'DISSOLVED'))
                 AS "childCount",
               g.figures
        FROM shown s JOIN figure g ON g.id = s.id WHERE s.parent_id = o.id ORDER BY s.path) node)))
  FROM shown o JOIN figure f ON f.id = o.id WHERE o.id = {{id}}::uuid))
