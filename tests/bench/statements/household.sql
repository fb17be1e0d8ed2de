SELECT json_build_object('household', (
  SELECT row_to_json(household) FROM (
    SELECT h.id, h.file_number AS "fileNumber", h.kind, h.status, h.close_reason AS "closeReason",
           coalesce(p.head_name, h.masked_name) AS "headName", p.household_id IS NULL AS masked, p.address, p.note,
           h.division_code AS "divisionCode", h.hukou, h.housing, h.population, h.labour_force AS "labourForce",
           to_char(h.income_fen / 100.0, 'FM999999999990.00') AS "annualIncomePerHead",
           to_char(h.rigid_fen / 100.0, 'FM999999999990.00') AS "annualRigidExpense",
           h.main_cause AS "mainCause", h.other_causes AS "otherCauses", h.needs, h.tier, h.needy_file AS "needyFile",
           h.single_parent_female_worker AS "singleParentFemaleWorker", h.consent_on AS "consentOn",
           h.consent_form AS "consentForm", h.registered_on AS "registeredOn", h.version,
           (SELECT row_to_json(u) FROM (
              SELECT u.id, u.name, u.short_name AS "shortName" FROM unions u WHERE u.id = h.union_id) u) AS "union",
           (SELECT coalesce(json_agg(m), '[]') FROM (
              SELECT m.id, coalesce(q.name, m.masked_name) AS name, q.id_number AS "idNumber", q.phone,
                     q.birth_date AS "birthDate", m.sex, m.relation, q.ethnicity, q.health, m.education, q.school,
                     q.grade, m.migrant_worker AS "migrantWorker", q.employer, q.work_place AS "workPlace", q.trade,
                     to_char(q.wage_fen / 100.0, 'FM999999999990.00') AS "monthlyWage",
                     m.contract_signed AS "contractSigned", m.social_insurance AS "socialInsurance",
                     m.union_member AS "unionMember", q.skills, m.wish, coalesce(q.disputed, false) AS disputed,
                     m.version
              FROM member m LEFT JOIN member_private q ON q.member_id = m.id
              WHERE m.household_id = h.id AND m.removed_on IS NULL ORDER BY m.position) m) AS members,
           (SELECT row_to_json(s) FROM (
              SELECT s.id, s.name FROM staff s WHERE s.id = h.cadre_id) s) AS cadre,
           (SELECT coalesce(json_agg(x), '[]') FROM (
              SELECT s.id, s.name, s.title FROM helper e JOIN staff s ON s.id = e.staff_id
              WHERE e.household_id = h.id ORDER BY e.since, e.staff_id) x) AS helpers,
           (SELECT coalesce(json_agg(a), '[]') FROM (
              SELECT a.id, a.started_on AS "startedOn", a.ended_on AS "endedOn", a.end_reason AS "endReason", a.version,
                     (SELECT row_to_json(s) FROM (
                        SELECT s.id, s.name, s.title, s.phone FROM staff s WHERE s.id = a.cadre_id) s) AS cadre
              FROM pairing a WHERE a.household_id = h.id ORDER BY a.id DESC) a) AS pairings,
           json_build_object('nodes', (SELECT coalesce(json_agg(v), '[]') FROM (
              SELECT v.id, v.visited_on AS "visitedOn", v.kind, v.purpose, v.met, w.place, w.met_whom AS "metWhom",
                     w.observed, w.claims, v.needs,
                     (SELECT row_to_json(s) FROM (
                        SELECT s.id, s.name FROM staff s WHERE s.id = v.cadre_id) s) AS cadre
              FROM visit v LEFT JOIN visit_private w ON w.visit_id = v.id
              WHERE v.household_id = h.id ORDER BY v.visited_on DESC, v.id DESC LIMIT 20) v)) AS visits,
           (SELECT coalesce(json_agg(m), '[]') FROM (
              SELECT m.id, m.need, m.promised_on AS "promisedOn", m.due_on AS "dueOn", m.state, m.proof,
                     m.done_on AS "doneOn", m.version, t.text
              FROM measure m LEFT JOIN measure_private t ON t.measure_id = m.id
              WHERE m.household_id = h.id ORDER BY m.due_on, m.id) m) AS measures
    FROM household h LEFT JOIN household_private p ON p.household_id = h.id
    WHERE h.id = {{id}}::uuid) household))
