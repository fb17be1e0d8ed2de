// What is measured: for each operation the GraphQL document, the requests, and the statement of the limit.
//
// Request n and execution n of the statement ask for the same thing as the same person.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { administrators } from './people.mjs';

const text = (file) => readFileSync(path.join(import.meta.dirname, 'statements', file), 'utf8');

/** Ids as the API writes them: `household_0190…`. */
const id = (kind, uuid) => `${kind}_${uuid.replaceAll('-', '')}`;

const list = (uuids) => `'{${uuids.join(',')}}'`;

/** Every `count`-th part of a list, spread over it. */
function spread(rows, count) {
  const step = Math.max(1, rows.length / count);
  return Array.from({ length: Math.min(count, rows.length) }, (_, n) => rows[Math.floor(n * step)]);
}

/**
 * An operation is `{ name, writes, once, document, statement, requests }`; a request is
 * `{ by, variables, keys }`: who asks, the variables of the document and what the statement calls `{{key}}`.
 */
export function operations(database) {
  const city = administrators(database, 'MUNICIPAL', 1);
  const counties = administrators(database, 'COUNTY', 13);
  const people = [...counties, ...administrators(database, 'TOWNSHIP', 156)];
  const owners = new Map(people.flatMap((one) => one.unions.map((union) => [union, one])));
  for (const one of people) one.households = [];
  for (const row of households(database, [...owners.keys()])) owners.get(row.union).households.push(row);
  // A page and the one after it.
  const keepers = people.filter((one) => one.households.length > 40).slice(0, 40);
  const each = (count, requests) => keepers.flatMap((by) => spread(requests(by), count).map((request) => ({ by, ...request })));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const due = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

  return [
    {
      name: 'page of 20 households',
      document: text('page.graphql'),
      statement: text('page.sql'),
      // Pages that are full, wherever they begin.
      requests: each(20, (by) =>
        by.households.slice(0, -20).map((row) => ({
          variables: { after: Buffer.from(`${row.path}\n${row.id}`).toString('base64url') },
          keys: { path: row.path, id: row.id, unions: by.unions },
        })),
      ),
    },
    {
      name: 'one household whole',
      document: text('household.graphql'),
      statement: text('household.sql'),
      requests: each(40, (by) => by.households.map((row) => ({ variables: { id: id('household', row.id) }, keys: { id: row.id } }))),
    },
    {
      name: 'search by name',
      document: text('search.graphql'),
      statement: text('search.sql'),
      // Half of them by the whole name, half by the surname alone.
      requests: each(20, (by) =>
        by.households
          .map((row, n) => (n % 2 === 0 ? row.name : row.name.slice(0, 1)))
          .map((term) => ({ variables: { text: term }, keys: { text: term, unions: by.unions } })),
      ),
    },
    {
      name: 'first level of the tree',
      document: text('tree.graphql'),
      statement: text('tree.sql'),
      requests: [...city, ...counties].map((by) => ({ by, variables: { id: id('union', by.union) }, keys: { id: by.union } })),
    },
    {
      name: 'record a visit',
      writes: true,
      document: text('visit.graphql'),
      statement: text('visit.sql'),
      requests: each(40, (by) =>
        by.households
          .filter((row) => row.status !== 'CLOSED')
          .map((row) => ({
            variables: {
              input: {
                householdId: id('household', row.id),
                visitedOn: today,
                kind: 'HOME',
                purpose: 'ROUTINE',
                met: true,
                place: '家中',
                metWhom: '户主',
                observed: '房屋修好了，老人的药快用完了',
                needs: ['MEDICAL_AID'],
                measures: [{ text: '月底前送药上门', need: 'MEDICAL_AID', dueOn: due }],
                idempotencyKey: 'key-0000000000000000',
              },
            },
            keys: { id: row.id, staff: by.staff, person: by.person, union: by.union, today, due },
          })),
      ),
    },
    {
      name: 'record a survey',
      writes: true,
      once: true,
      document: text('survey.graphql'),
      statement: text('survey.sql'),
      before: (database) => unrecord(database),
      requests: surveys(database, people, today),
    },
    {
      name: 'pair',
      writes: true,
      once: true,
      document: text('pair.graphql'),
      statement: text('pair.sql'),
      before: (database) => unpair(database, people),
      requests: pairs(database, people, today),
    },
    ...[
      // Everybody waits for the same two rows, or nobody for anybody.
      ['book income, one account', city],
      ['book income, many accounts', people],
    ].map(([name, bookers]) => ({
      name,
      writes: true,
      document: text('income.graphql'),
      statement: text('income.sql'),
      requests: incomes(database, bookers, today),
    })),
    ...[
      ['pay aid, one account', city],
      ['pay aid, many accounts', people],
    ].map(([name, payers]) => ({
      name,
      writes: true,
      once: true,
      document: text('pay.graphql'),
      statement: text('pay.sql'),
      before: (database) => approve(database, payers, today),
      requests: payments(database, payers, today),
    })),
    {
      // Of books with as many entries as were made before: none of them is read.
      name: 'statement of funds',
      document: text('statement.graphql'),
      statement: text('statement.sql'),
      requests: [...city, ...counties].map((by) => ({
        by,
        variables: { unionId: id('union', by.union), year: Number(today.slice(0, 4)) },
        keys: { id: by.union, path: by.path, prefix: `${today.slice(0, 4)}:` },
      })),
    },
    {
      name: 'sign in',
      writes: true,
      checksPassword: true,
      document: text('signIn.graphql'),
      attempt: text('signIn.attempt.sql'),
      statement: text('signIn.sql'),
      requests: keepers.map((by) => ({
        by,
        visitor: true,
        variables: { input: { login: by.login, password: 'lianxin-demo-2014' } },
        keys: { login: by.login, person: by.person, today },
      })),
    },
  ];
}

/** A donation to a fund of each person's own union. */
function incomes(database, people, today) {
  database.run(`
    INSERT INTO fund (id, union_id, union_path, name, source, year, created_at)
    SELECT md5('benchmark' || id)::uuid, id, path, '捐款', 'DONATION', extract(year FROM date '${today}'), now()
    FROM unions WHERE id = ANY (${list(people.map((one) => one.union))}) ON CONFLICT DO NOTHING`);
  const funds = database.rows(`SELECT id, union_id AS "union" FROM fund WHERE id = md5('benchmark' || union_id)::uuid`);
  const of = new Map(funds.map((fund) => [fund.union, fund.id]));
  return people.map((by) => ({
    by,
    variables: {
      input: { fundId: id('fund', of.get(by.union)), amount: '123.45', purpose: '捐款到账', idempotencyKey: 'key-0000000000000000' },
    },
    keys: { fund: of.get(by.union), staff: by.staff, person: by.person, union: by.union, today },
  }));
}

/** What one benchmark pays at most. */
const PAYMENTS = 6000;

/** Approved applications, decided by each person's own union: one for each household that it sees, in turn. */
function payments(database, people, today) {
  const rows = approve(database, people, today);
  const by = new Map(people.map((one) => [one.union, one]));
  return rows.map((row) => {
    const one = by.get(row.decider);
    return {
      by: one,
      variables: { input: { method: 'CASH', document: '现金发放', lines: [{ id: id('aidapplication', row.id), version: 1 }] } },
      keys: { id: row.id, staff: one.staff, person: one.person, union: one.union, today },
    };
  });
}

/** Makes those applications approved and unpaid, with money committed for all of them, and answers them. */
function approve(database, people, today) {
  const year = Number(today.slice(0, 4));
  const own = "md5('benchmark aid' || household_id)::uuid";
  database.run(`
    BEGIN;
    INSERT INTO fund (id, union_id, union_path, name, source, year, created_at)
    SELECT md5('benchmark' || id)::uuid, id, path, '捐款', 'DONATION', ${year}, now()
    FROM unions WHERE id = ANY (${list(people.map((one) => one.union))}) ON CONFLICT DO NOTHING;
    DELETE FROM aid_payment WHERE application_id IN (SELECT id FROM aid_application WHERE id = ${own});
    DELETE FROM aid_batch b WHERE document = '现金发放' AND NOT EXISTS (SELECT FROM aid_payment p WHERE p.batch_id = b.id);
    DELETE FROM aid_event WHERE application_id IN (SELECT id FROM aid_application WHERE id = ${own});
    DELETE FROM aid_application WHERE id = ${own};
    INSERT INTO aid_application (id, union_id, union_path, household_id, programme_id, edition_id, kind, year, tier, cause, masked_name, papers,
      asked_fen, state, desk_id, decider_id, submitter_id, approver_id, granted_fen, fund_id, fund_year, marked_fen, created_by, created_at)
    SELECT md5('benchmark aid' || h.id)::uuid, h.union_id, h.union_path, h.id, e.programme_id, e.id, 'EMERGENCY', ${year}, h.tier, h.main_cause, h.masked_name, '{}',
      12345, 'APPROVED', h.decider, h.decider, gen_random_uuid(), gen_random_uuid(), 12345, md5('benchmark' || h.decider)::uuid, ${year}, 0, h.staff, now()
    FROM (
      SELECT h.*, u.id AS decider, s.staff, row_number() OVER (PARTITION BY h.id ORDER BY length(u.path) DESC) AS nearest
      FROM unnest(${list(people.map((one) => one.union))}::uuid[], ${list(people.map((one) => one.staff))}::uuid[]) AS s (union_id, staff)
      JOIN unions u ON u.id = s.union_id
      CROSS JOIN LATERAL (
        SELECT * FROM household WHERE union_path >= u.path AND union_path < u.path || '~' AND status = 'ACTIVE'
        ORDER BY union_path, id LIMIT ${Math.ceil(PAYMENTS / people.length)}) h) h
    CROSS JOIN (SELECT e.* FROM programme_edition e JOIN programme p ON p.id = e.programme_id WHERE p.kind = 'MEDICAL_AID' ORDER BY e.id LIMIT 1) e
    WHERE h.nearest = 1;
    SELECT set_config('lianxin.staff', '${people[0].staff}', true);
    SELECT write_fund_transaction(decider_id, 'INCOME', '${today}', now(), sum(granted_fen), '测试', NULL, NULL, NULL, gen_random_uuid()::text, NULL, ARRAY[
      ROW (fund_id, fund_year, NULL, 'INCOME', -sum(granted_fen))::fund_posting, ROW (fund_id, fund_year, kind, 'COMMITTED', sum(granted_fen))::fund_posting])
    FROM aid_application WHERE id = ${own} GROUP BY decider_id, fund_id, fund_year, kind;
    COMMIT;
    VACUUM ANALYZE aid_application;`);
  return database.rows(`SELECT id, decider_id AS decider FROM aid_application WHERE id = ${own} ORDER BY md5(id::text)`);
}

/** The first 300 households of each union: more than are needed. */
function households(database, unions) {
  return database.rows(`
    SELECT h.*, p.head_name AS name
    FROM unnest(${list(unions)}::uuid[]) AS u (id)
    CROSS JOIN LATERAL (
      SELECT id, union_id AS "union", union_path AS path, status FROM household
      WHERE union_id = u.id ORDER BY union_path, id LIMIT 300) h
    JOIN household_private p ON p.household_id = h.id
    ORDER BY h.path, h.id`);
}

/** Households on the list of the open round as they are, with another income. */
function surveys(database, people, today) {
  unrecord(database);
  const rows = database.rows(`
    SELECT t.id AS task, t.round_id AS round, h.*, (h.income_fen / 100.0)::numeric(12, 2)::text AS income,
           (h.rigid_fen / 100.0)::numeric(12, 2)::text AS rigid
    FROM survey_task t JOIN survey_round r ON r.id = t.round_id AND r.state = 'OPEN' JOIN household h ON h.id = t.household_id
    WHERE h.id = ANY (${list(people.flatMap((one) => one.households.map((row) => row.id)))}) AND h.status = 'ACTIVE'
    ORDER BY h.union_path, h.id`);
  const owners = new Map(people.flatMap((one) => one.unions.map((union) => [union, one])));
  return rows.map((row) => {
    const by = owners.get(row.union_id);
    return {
      by,
      variables: {
        input: {
          taskId: id('surveytask', row.task),
          version: row.version,
          visitedOn: today,
          kind: 'HOME',
          place: '家中',
          metWhom: '户主',
          claims: '希望老人的药费能多报一些',
          hukou: row.hukou,
          housing: row.housing,
          population: row.population,
          labourForce: row.labour_force,
          annualIncomePerHead: '6543.00',
          annualRigidExpense: row.rigid,
          mainCause: row.main_cause,
          otherCauses: row.other_causes,
          needs: row.needs,
          tier: row.tier,
          needyFile: row.needy_file,
          singleParentFemaleWorker: row.single_parent_female_worker,
          answers: [{ question: 'Q1', yes: false }, { question: 'Q2', choices: ['A2'] }, { question: 'Q4', text: '治病' }],
          idempotencyKey: `key-${row.task}`,
        },
      },
      keys: { id: row.id, task: row.task, round: row.round, staff: by.staff, person: by.person, union: by.union, today },
    };
  });
}

/** Puts every household back on the list of the open round; its records stay, and count no more. */
function unrecord(database) {
  database.run(`
    BEGIN;
    UPDATE survey_task t SET state = 'TODO', settled_on = NULL, record_id = NULL
    FROM survey_round r WHERE r.id = t.round_id AND r.state = 'OPEN' AND t.state <> 'TODO';
    UPDATE household SET version = 1, income_fen = 123400 WHERE version <> 1 OR income_fen = 654300;
    DELETE FROM idempotency_key WHERE operation = 'recordSurvey';
    COMMIT;
    VACUUM ANALYZE household;
    VACUUM ANALYZE survey_task;`);
}

/** Takes every pairing away from the unions of these people, so that all households wait and all cadres have room. */
function unpair(database, people) {
  const unions = list(people.flatMap((one) => one.unions));
  database.run(`
    BEGIN;
    UPDATE household SET cadre_id = NULL WHERE cadre_id IS NOT NULL AND union_id = ANY (${unions});
    DELETE FROM hand_over WHERE union_id = ANY (${unions});
    DELETE FROM pairing WHERE union_id = ANY (${unions});
    COMMIT;
    VACUUM ANALYZE household;
    VACUUM ANALYZE pairing;`);
}

/** A cadre with room for each household; the rounds follow each other so that no two neighbours share a cadre. */
function pairs(database, people, today) {
  const rounds = [[], [], [], []];
  const all = database.rows(`SELECT id, union_id AS "union" FROM staff WHERE state = 'ACTIVE' AND 'CADRE' = ANY (roles) ORDER BY id`);
  for (const by of people) {
    const cadres = all.filter(({ union }) => union === by.union);
    const waiting = by.households.filter((row) => row.status === 'ACTIVE');
    waiting.slice(0, cadres.length * 4).forEach((row, n) => {
      const cadre = cadres[n % cadres.length].id;
      rounds[Math.floor(n / cadres.length)].push({
        by,
        variables: { input: { householdId: id('household', row.id), cadreId: id('staff', cadre) } },
        keys: { id: row.id, cadre, staff: by.staff, person: by.person, union: by.union, today },
      });
    });
  }
  return rounds.flat();
}
