WITH p AS MATERIALIZED (SELECT id, name FROM person WHERE id = {{person}}::uuid FOR SHARE),
f AS (DELETE FROM sign_in_throttle WHERE login = {{login}}),
post AS MATERIALIZED (
  SELECT s.id, s.union_id, s.union_path, s.roles FROM staff s
  WHERE s.person_id = {{person}}::uuid AND s.state IN ('ACTIVE', 'AWAY')
  ORDER BY s.id = (SELECT staff_id FROM session WHERE person_id = {{person}}::uuid ORDER BY created_at DESC LIMIT 1) DESC,
           s.id DESC LIMIT 1
),
g AS MATERIALIZED (
  SELECT array_agg(union_id) AS managed FROM stewardship
  WHERE steward_id = (SELECT union_id FROM post) AND begins_on <= {{today}}::date
    AND (ends_on IS NULL OR ends_on >= {{today}}::date)
),
s AS (
  INSERT INTO session (id, person_id, staff_id, family, digest, created_at, last_used_at, expires_at)
  SELECT {{uuid}}, p.id, post.id, md5(random()::text), md5(random()::text), now(), now(), now() + interval '30 days'
  FROM p, post
  RETURNING *
),
a AS (
  INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind,
                           subject_id, summary)
  SELECT {{uuid}}, union_id, union_path, now(), {{person}}::uuid, id, union_id, 'SIGN_IN', 'person', {{person}}::uuid,
         '登录' FROM post
)
SELECT json_build_object('session', s.id, 'person', p.name, 'union', u.name, 'roles', post.roles, 'managed', g.managed)
FROM s, p, post, g, unions u WHERE u.id = post.union_id
