// Who asks in the benchmark: administrators of the city, of its counties and of townships, whose own unions hold
// enough households for a page.

/** Unions of a township's villages count as its own, because the township manages them (代管). */
const STAFF = `
  SELECT s.id AS staff, s.person_id AS person, p.login, u.id AS "union", u.path, u.level,
         array_prepend(u.id, coalesce((
           SELECT array_agg(g.union_id ORDER BY g.union_id) FROM stewardship g
           WHERE g.steward_id = u.id AND g.begins_on <= current_date
             AND (g.ends_on IS NULL OR g.ends_on >= current_date)), '{}')) AS unions
  FROM staff s JOIN unions u ON u.id = s.union_id JOIN person p ON p.id = s.person_id
  WHERE s.state = 'ACTIVE' AND 'ADMIN' = ANY (s.roles)`;

/** Administrators of the level, the first ones of the tree. */
export function administrators(database, level, count) {
  const people = database.rows(`${STAFF} AND u.level = '${level}' ORDER BY u.path, s.id LIMIT ${count}`);
  return people.map((one) => ({
    ...one,
    // The paths of the unions above: segments of five characters.
    lineage: Array.from({ length: one.path.length / 5 - 1 }, (_, n) => one.path.slice(0, (n + 1) * 5)),
  }));
}

/** What the policies know of a person: the same facts as a scope of the server sets. */
export function facts(one) {
  return {
    person: one.person,
    staff: one.staff,
    path: one.path,
    lineage: one.lineage.join(','),
    unions: one.unions.join(','),
    names: one.unions.join(','),
  };
}
