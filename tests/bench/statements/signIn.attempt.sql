WITH counted AS (
  INSERT INTO sign_in_throttle AS t (login, failures, last_failed_at) VALUES ({{login}}, 1, now())
  ON CONFLICT (login) DO UPDATE SET
    failures = CASE WHEN t.last_failed_at < now() - interval '1 day' THEN 1 ELSE t.failures + 1 END,
    last_failed_at = now(), blocked_until = NULL
  WHERE t.blocked_until IS NULL OR t.blocked_until <= now()
  RETURNING failures
)
SELECT id, password_hash, failures FROM person CROSS JOIN counted WHERE login = {{login}}
