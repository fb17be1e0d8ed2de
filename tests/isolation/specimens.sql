-- One row in every table for one place. {tag} is eight hexadecimal digits of the place, which every id
-- of its rows begins with; {union} and {path} are its union. A new table needs its row here.
INSERT INTO person (id, login, name, password_hash) VALUES ('{tag}-0000-7000-8000-000000000001', 'login-{tag}', '王建国', 'none');
INSERT INTO staff (id, union_id, union_path, person_id, name, title, employment, state, roles, search)
    VALUES ('{tag}-0000-7000-8000-000000000002', '{union}', '{path}', '{tag}-0000-7000-8000-000000000001', '王建国', '干事', 'FULL', 'ACTIVE', '{CADRE}', '王建国');
INSERT INTO staff (id, union_id, union_path, name, title, employment, state, roles, search)
    VALUES ('{tag}-0000-7000-8000-000000000003', '{union}', '{path}', '李秀英', '干事', 'FULL', 'INVITED', '{CADRE}', '李秀英');
INSERT INTO one_time_code (id, union_id, union_path, staff_id, purpose, digest, created_at, expires_at)
    VALUES ('{tag}-0000-7000-8000-000000000004', '{union}', '{path}', '{tag}-0000-7000-8000-000000000003', 'INVITATION', 'code-{tag}', now(), now());
INSERT INTO session (id, person_id, staff_id, family, digest, created_at, last_used_at, expires_at)
    VALUES ('{tag}-0000-7000-8000-000000000005', '{tag}-0000-7000-8000-000000000001', '{tag}-0000-7000-8000-000000000002', 'token-{tag}', 'digest', now(), now(), now());
INSERT INTO sign_in_throttle (login, failures, last_failed_at) VALUES ('login-{tag}', 1, now());
INSERT INTO idempotency_key (person_id, key, operation, fingerprint) VALUES ('{tag}-0000-7000-8000-000000000001', 'key-{tag}', 'x', 'x');
INSERT INTO founding_application (id, union_id, union_path, name, level, worker_count, migrant_worker_count, reason, state, submitted_by, submitted_at)
    VALUES ('{tag}-0000-7000-8000-000000000006', '{union}', '{path}', '某某公司工会', 'GRASSROOTS', 10, 5, '建会', 'SUBMITTED', '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO stewardship (id, union_id, union_path, steward_id, begins_on, ends_on, reason)
    VALUES ('{tag}-0000-7000-8000-000000000007', '{union}', '{path}', '{steward}', '2020-01-01', '2020-12-31', '无专职人员');
INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, summary)
    VALUES ('{tag}-0000-7000-8000-000000000008', '{union}', '{path}', now(), 'CREATED', 'household', '登记');
INSERT INTO audit_seal (number, entry_id, xact, hash) VALUES (('x{tag}'::bit(32))::bigint, '{tag}-0000-7000-8000-000000000008', '1', sha256('x'));
INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    VALUES ('{tag}-0000-7000-8000-000000000009', '{union}', '{path}', 'HOUSEHOLDS', '', '', 1);
INSERT INTO stat_total (union_id, union_path, measure, dimension, key, value) VALUES ('{union}', '{path}', 'HOUSEHOLDS', '', '', 1);
INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing, population, labour_force, income_fen,
        rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, registered_on, created_at, updated_at)
    SELECT ('{tag}-0000-7000-8000-00000000001' || n)::uuid, '{union}', '{path}', 'F{tag}' || n, 'LINKED', 'ACTIVE', '张**', 'RURAL', 'OWNED', 3, 1, 100,
        0, 'ILLNESS', '{}', '{}', 'DEEP', 'NONE', false, '2026-01-01', now(), now() FROM generate_series(0, 1) AS n;
INSERT INTO household_private (household_id, union_id, union_path, head_name, search, address)
    VALUES ('{tag}-0000-7000-8000-000000000010', '{union}', '{path}', '密{tag}户主', '密{tag}', '密{tag}地址');
INSERT INTO member (id, household_id, union_id, union_path, position, masked_name, sex, relation, education, migrant_worker)
    SELECT ('{tag}-0000-7000-8000-00000000002' || n)::uuid, ('{tag}-0000-7000-8000-00000000001' || n)::uuid, '{union}', '{path}', 0, '张**', 'MALE', 'SELF', 'NONE', true
    FROM generate_series(0, 1) AS n;
INSERT INTO member_private (member_id, household_id, union_id, union_path, name, id_number_digest, health)
    VALUES ('{tag}-0000-7000-8000-000000000020', '{tag}-0000-7000-8000-000000000010', '{union}', '{path}', '密{tag}成员', sha256('{tag}'), 'GOOD');
INSERT INTO household_change (id, household_id, union_id, union_path, at, kind, fields)
    VALUES ('{tag}-0000-7000-8000-000000000011', '{tag}-0000-7000-8000-000000000010', '{union}', '{path}', now(), 'CHANGED', '[{"field":"address","before":"密{tag}","after":null}]');
INSERT INTO duplicate_claim (id, union_id, union_path, household_id, member_id, reason, state, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000030', '{union}', '{path}', '{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000020', '同一人', 'OPEN', now());
INSERT INTO duplicate_pair (claim_id, union_id, union_path, other_household_id, other_member_id, open)
    VALUES ('{tag}-0000-7000-8000-000000000030', '{union}', '{path}', '{tag}-0000-7000-8000-000000000011', '{tag}-0000-7000-8000-000000000021', false);
INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on)
    VALUES ('{tag}-0000-7000-8000-000000000040', '{union}', '{path}', '{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000002', 1, '2026-01-01');
INSERT INTO helper (household_id, staff_id, union_id, union_path, since)
    VALUES ('{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000003', '{union}', '{path}', '2026-01-01');
INSERT INTO hand_over (id, union_id, union_path, pairing_id, from_id, to_id, note, state, proposed_at)
    VALUES ('{tag}-0000-7000-8000-000000000041', '{union}', '{path}', '{tag}-0000-7000-8000-000000000040', '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000003', '密{tag}移交', 'PROPOSED', now());
INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000050', '{union}', '{path}', '{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000002', '2026-01-01', 'HOME', 'ROUTINE', true, '{}', now(), now());
INSERT INTO visit_private (visit_id, household_id, union_id, union_path, observed)
    VALUES ('{tag}-0000-7000-8000-000000000050', '{tag}-0000-7000-8000-000000000010', '{union}', '{path}', '密{tag}见闻');
INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state)
    VALUES ('{tag}-0000-7000-8000-000000000060', '{union}', '{path}', '{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000002', '2026-01-01', '2026-02-01', 'OPEN');
INSERT INTO measure_private (measure_id, household_id, union_id, union_path, text, family_code)
    VALUES ('{tag}-0000-7000-8000-000000000060', '{tag}-0000-7000-8000-000000000010', '{union}', '{path}', '密{tag}承诺', '密{tag}');
INSERT INTO attachment (id, union_id, union_path, household_id, visit_id, measure_id, kind, media_type, bytes, width, height, created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-00000000007' || n)::uuid, '{union}', '{path}', '{tag}-0000-7000-8000-000000000010',
        CASE n WHEN 1 THEN '{tag}-0000-7000-8000-000000000050'::uuid END, CASE n WHEN 2 THEN '{tag}-0000-7000-8000-000000000060'::uuid END,
        'PHOTO', 'image/jpeg', 100, 40, 30, '{tag}-0000-7000-8000-000000000002', now() FROM generate_series(0, 2) AS n;
INSERT INTO attachment_private (attachment_id, household_id, union_id, union_path, file_name, digest)
    SELECT id, household_id, union_id, union_path, '密{tag}.jpg', sha256('{tag}') FROM attachment WHERE union_id = '{union}';
INSERT INTO paper (id, union_id, union_path, kind, household_id, visit_id, cadre_id, printed_by, printed_at, stale_fields, stale_since)
    VALUES ('{tag}-0000-7000-8000-000000000070', '{union}', '{path}', 'HOUSEHOLD_FILE', '{tag}-0000-7000-8000-000000000010', NULL,
        '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000002', now(), '{address}', now()),
    ('{tag}-0000-7000-8000-000000000071', '{union}', '{path}', 'VISIT_RECORD', '{tag}-0000-7000-8000-000000000010', '{tag}-0000-7000-8000-000000000050',
        '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000002', now(), '{}', NULL);
INSERT INTO roster (id, union_id, union_path, staff_id, file_name, state, run, rows, households, members, good, faults, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '{tag}-0000-7000-8000-000000000002', '密{tag}.xlsx', 'CHECKED', '{tag}-0000-7000-8000-000000000071', 1, 1, 1, 1, 1, now());
INSERT INTO roster_row (roster_id, family, number, sheet, line, sealed)
    VALUES ('{tag}-0000-7000-8000-000000000070', 0, 0, '', 2, 'x');
INSERT INTO roster_household (roster_id, family, verdict, target_id)
    VALUES ('{tag}-0000-7000-8000-000000000070', 0, 'GOOD', '{union}');
INSERT INTO roster_fault (roster_id, number, family, row_number, sheet, line, field, reason_zh, reason_en)
    VALUES ('{tag}-0000-7000-8000-000000000070', 0, 0, 0, '密{tag}', 2, 'name', '请填写', 'needed');
INSERT INTO notification (id, staff_id, kind, subject_id, household_id, day, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000070', '{tag}-0000-7000-8000-000000000002', 'HOUSEHOLD_ASSIGNED', '{tag}-0000-7000-8000-000000000040',
        '{tag}-0000-7000-8000-000000000010', '2026-01-01', now());
INSERT INTO notification_choice (person_id, channel, pace, wanted, unwanted) VALUES ('{tag}-0000-7000-8000-000000000001', 'MAIL', 'DAILY', '{}', '{}');
INSERT INTO mail_address (person_id, confirmed) VALUES ('{tag}-0000-7000-8000-000000000001', 'sealed');
INSERT INTO outbox_message (id, person_id, channel, purpose, sealed, state, next_attempt_at, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000071', '{tag}-0000-7000-8000-000000000001', 'MAIL', 'MAIL_CODE', 'sealed', 'PENDING', now(), now());
INSERT INTO survey_round (id, union_id, union_path, name, state, opens_on, closes_on, scope_id, kinds, questions, listed, opened_at, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '某轮摸底', 'OPEN', '2026-08-01', '2026-09-01', '{union}', '{LINKED}',
        '[{"code":"Q1","kind":"TEXT","label":"最想解决什么","help":null,"required":false,"options":[]}]', 2, now(), now()),
    ('{tag}-0000-7000-8000-000000000076', '{union}', '{path}', '某轮草稿', 'DRAFT', '2026-08-01', '2026-09-01', '{union}', '{LINKED}',
        '[{"code":"Q1","kind":"TEXT","label":"最想解决什么","help":null,"required":false,"options":[]}]', 0, NULL, now());
INSERT INTO survey_round (id, union_id, union_path, name, state, opens_on, closes_on, scope_id, kinds, questions, listed, opened_at, closed_at, previous_id, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000077', '{union}', '{path}', '某轮截止', 'CLOSED', '2026-05-01', '2026-06-01', '{union}', '{LINKED}',
        '[{"code":"Q1","kind":"TEXT","label":"最想解决什么","help":null,"required":false,"options":[]}]', 2, now(), now(), '{tag}-0000-7000-8000-000000000070', now());
INSERT INTO survey_record (id, round_id, union_id, union_path, household_id, cadre_id, visit_id, visited_on, kind, hukou, housing, population, labour_force,
        income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, claims, choices, numbers, compared,
        income_change, differences, recorded_at, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000072', '{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '{tag}-0000-7000-8000-000000000011',
        '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000050', '2026-08-02', 'HOME', 'RURAL', 'OWNED', 3, 1,
        100, 0, 'ILLNESS', '{}', '{}', 'DEEP', 'NONE', false, true, '{}', '{}',
        '{"on":null,"income_fen":100,"rigid_fen":0,"population":3,"labour_force":1,"housing":"OWNED","main_cause":"ILLNESS","other_causes":[],"needs":[],"tier":"DEEP"}',
        'SAME', '{NEW_CLAIM}', now(), now());
INSERT INTO survey_record_private (record_id, household_id, union_id, union_path, claims, texts)
    VALUES ('{tag}-0000-7000-8000-000000000072', '{tag}-0000-7000-8000-000000000011', '{union}', '{path}', '密{tag}诉求', '{"Q1":"密{tag}心愿"}');
INSERT INTO survey_task (id, round_id, union_id, union_path, household_id, state, settled_on, record_id)
    VALUES ('{tag}-0000-7000-8000-000000000071', '{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '{tag}-0000-7000-8000-000000000011',
        'DONE', '2026-08-02', '{tag}-0000-7000-8000-000000000072'),
    ('{tag}-0000-7000-8000-000000000073', '{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '{tag}-0000-7000-8000-000000000010', 'TODO', NULL, NULL);
INSERT INTO survey_reminder (id, round_id, union_id, union_path, reminded_id, by_union_id, text, unfinished, reminded_on, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000074', '{tag}-0000-7000-8000-000000000070', '{union}', '{path}', '{union}', '{union}', '请抓紧入户', 1, '2026-08-05', now());
INSERT INTO survey_report (id, round_id, union_id, union_path, at_path, name, cells)
    VALUES ('{tag}-0000-7000-8000-000000000075', '{tag}-0000-7000-8000-000000000077', '{union}', '{path}', '{path}', '某某工会', '{"STATE:DONE":1}');
INSERT INTO survey_event (id, round_id, union_id, union_path, action, at)
    VALUES ('{tag}-0000-7000-8000-000000000078', '{tag}-0000-7000-8000-000000000070', '{union}', '{path}', 'CHANGED', now());
INSERT INTO fund (id, union_id, union_path, name, source, year, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000060', '{union}', '{path}', '某专项资金', 'DONATION', 2026, now());
INSERT INTO fund_account (id, union_id, union_path, fund_id, year, programme, kind, balance_fen, entries, head)
    SELECT ('{tag}-0000-7000-8000-00000000006' || n)::uuid, '{union}', '{path}', '{tag}-0000-7000-8000-000000000060', 2026, NULL,
        CASE n WHEN 1 THEN 'INCOME' ELSE 'AVAILABLE' END, CASE n WHEN 1 THEN -100 ELSE 100 END, 1, sha256('x') FROM generate_series(1, 2) AS n;
INSERT INTO fund_transaction (id, union_id, union_path, kind, on_day, posted_at, posted_by, amount_fen, purpose, key)
    VALUES ('{tag}-0000-7000-8000-000000000063', '{union}', '{path}', 'INCOME', '2026-01-01', now(), '{tag}-0000-7000-8000-000000000002', 100, '捐助', 'key');
INSERT INTO fund_entry (account_id, number, transaction_id, union_id, union_path, amount_fen, balance_fen, hash)
    SELECT ('{tag}-0000-7000-8000-00000000006' || n)::uuid, 1, '{tag}-0000-7000-8000-000000000063', '{union}', '{path}',
        CASE n WHEN 1 THEN -100 ELSE 100 END, CASE n WHEN 1 THEN -100 ELSE 100 END, sha256('x') FROM generate_series(1, 2) AS n;
INSERT INTO fund_year (union_id, union_path, year, closed_at, closed_by)
    VALUES ('{union}', '{path}', 2020, now(), '{tag}-0000-7000-8000-000000000002');
INSERT INTO bank_month (id, union_id, union_path, month, state, lines, matched, open, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000100', '{union}', '{path}', '2026-01-01', 'OPEN', 2, 1, 1, now());
INSERT INTO bank_statement (id, union_id, union_path, month, account, closing_fen, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000101', '{union}', '{path}', '2026-01-01', '某行专户 0012', 170, now());
INSERT INTO bank_line (id, statement_id, union_id, union_path, month, day, amount_fen, summary, party, party_tail, key)
    SELECT ('{tag}-0000-7000-8000-00000000010' || n)::uuid, '{tag}-0000-7000-8000-000000000101', '{union}', '{path}', '2026-01-01', '2026-01-02',
        CASE n WHEN 2 THEN 100 ELSE -30 END, '转账', '{tag}公司', '0034', 'line ' || n FROM generate_series(2, 3) AS n;
INSERT INTO bank_match (line_id, union_id, union_path, month, matched_by, matcher_id, matched_at)
    VALUES ('{tag}-0000-7000-8000-000000000102', '{union}', '{path}', '2026-01-01', '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000001', now());
INSERT INTO bank_match_item (transaction_id, line_id, union_id, union_path, month, amount_fen)
    VALUES ('{tag}-0000-7000-8000-000000000063', '{tag}-0000-7000-8000-000000000102', '{union}', '{path}', '2026-01-01', 100);
INSERT INTO fund_allocation (id, union_id, union_path, to_union_id, to_union_path, kind, state, fund_id, year, amount_fen, purpose, proposed_by, proposer_id, proposed_at)
    SELECT '{tag}-0000-7000-8000-000000000064', '{union}', '{path}', u.id, u.path, 'ALLOCATION', 'PROPOSED', '{tag}-0000-7000-8000-000000000060', 2026, 100, '下拨',
        '{tag}-0000-7000-8000-000000000002', '{tag}-0000-7000-8000-000000000001', now()
    FROM unions u WHERE u.id <> '{union}' ORDER BY u.path LIMIT 1;
INSERT INTO fund_budget (id, union_id, union_path, year, number, state, lines, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000065', '{union}', '{path}', 2026, 1, 'DRAFT', '{"COLLEGE_AID": 100}', now());
INSERT INTO fund_dues (id, union_id, union_path, year, base_fen, rate)
    VALUES ('{tag}-0000-7000-8000-000000000066', '{union}', '{path}', 2026, 100, 500);
INSERT INTO programme (id, union_id, union_path, year, kind, name, state, opens_on, closes_on, terms, edition, opened_at, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000090', '{union}', '{path}', 2026, 'LIVING_RELIEF', '某项救助', 'OPEN', '2026-08-01', '2026-12-31',
        '{"rules":[{"kind":"INCOME","percent":100,"less_rigid":true,"sentence":"低于低保线","source":"某文"}],"amounts":[{"tier":null,"level":null,"from_fen":100000,"to_fen":100000}],"household_cap_fen":null,"pupil_cap_fen":null,"papers":["申请表"]}',
        1, now(), now()),
    ('{tag}-0000-7000-8000-000000000091', '{union}', '{path}', 2026, 'SCHOOL_AID', '某项草稿', 'DRAFT', '2026-08-01', '2026-12-31',
        '{"rules":[{"kind":"ONCE_A_YEAR","sentence":"一年一次","source":"某文"}],"amounts":[{"tier":null,"level":null,"from_fen":100000,"to_fen":100000}],"household_cap_fen":null,"pupil_cap_fen":null,"papers":[]}',
        0, NULL, now());
INSERT INTO programme_edition (id, programme_id, union_id, union_path, edition, name, opens_on, closes_on, terms, staff_id, created_at)
    SELECT '{tag}-0000-7000-8000-000000000092', id, union_id, union_path, 1, name, opens_on, closes_on, terms, '{tag}-0000-7000-8000-000000000002', now()
    FROM programme WHERE id = '{tag}-0000-7000-8000-000000000090';
INSERT INTO living_line (id, union_id, union_path, division_code, place, area, valid_from, revision, monthly_fen, source, staff_id, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000093', '{union}', '{path}', '3713' || right('{tag}', 2), '某县', 'RURAL', '2026-01-01', 1, 62000, '某文', '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO programme (id, union_id, union_path, year, kind, name, state, opens_on, closes_on, terms, edition, opened_at, closed_at, created_at)
    SELECT '{tag}-0000-7000-8000-000000000094', union_id, union_path, 2025, kind, '某项结束', 'CLOSED', opens_on, closes_on, terms, 1, now(), now(), now()
    FROM programme WHERE id = '{tag}-0000-7000-8000-000000000090';
INSERT INTO aid_notice (id, union_id, union_path, number, title, telephone, posted_on, ends_on, working_days, lines, digest, posted_by, posted_at)
    VALUES ('{tag}-0000-7000-8000-000000000205', '{union}', '{path}', 'GS{tag}', '某项救助公示', '0539-8312345', '2026-07-01', '2026-07-08', 5,
        '[]', sha256('x'), '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO aid_application (id, union_id, union_path, number, household_id, member_id, programme_id, edition_id, kind, year, tier, cause, masked_name, papers,
        asked_fen, state, desk_id, decider_id, submitter_id, approver_id, payer_id, notice_id, notice_until, granted_fen, fund_id, fund_year, marked_fen, paid_year,
        created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, '{union}', '{path}', 'SQ{tag}' || n, ('{tag}-0000-7000-8000-0000000000' || household)::uuid,
        CASE WHEN of_member THEN '{tag}-0000-7000-8000-000000000020'::uuid END, ('{tag}-0000-7000-8000-0000000000' || programme)::uuid,
        CASE WHEN state <> 'DRAFT' THEN '{tag}-0000-7000-8000-000000000092'::uuid END, 'LIVING_RELIEF', 2026, 'DEEP', 'ILLNESS', '某**', '{申请表}',
        100, state, '{union}', '{union}',
        CASE WHEN state <> 'DRAFT' THEN gen_random_uuid() END, CASE WHEN granted THEN gen_random_uuid() END, CASE WHEN state = 'PAYING' THEN gen_random_uuid() END,
        CASE WHEN state = 'PUBLICISED' THEN '{tag}-0000-7000-8000-000000000205'::uuid END, CASE WHEN state = 'PUBLICISED' THEN '2026-07-08'::date END,
        CASE WHEN granted THEN 100 END, CASE WHEN granted THEN '{tag}-0000-7000-8000-000000000060'::uuid END, CASE WHEN granted THEN 2026 END,
        CASE WHEN granted THEN 0 END, CASE WHEN state = 'PAYING' THEN 2026 END, '{tag}-0000-7000-8000-000000000002', now()
    FROM (VALUES (200, 10, false, 90, 'DRAFT', false), (201, 11, false, 90, 'SUBMITTED', false), (202, 10, false, 94, 'PUBLICISED', false),
        (203, 11, false, 94, 'APPROVED', true), (204, 10, true, 90, 'PAYING', true), (206, 10, true, 94, 'REVIEWED', false))
        AS a (n, household, of_member, programme, state, granted);
INSERT INTO aid_application_private (application_id, household_id, union_id, union_path, decider_id, stage, beneficiary, notice_name, reason, payee, bank)
    SELECT id, household_id, union_id, union_path, decider_id, CASE state WHEN 'DRAFT' THEN 'OPEN' WHEN 'APPROVED' THEN 'PAYABLE' WHEN 'PAYING' THEN 'PAYABLE' ELSE 'CLOSED' END,
        CASE WHEN granted_fen IS NULL THEN '密{tag}对象' ELSE '可付{tag}' END, '某*', '某事', '某人', '某行'
    FROM aid_application WHERE union_id = '{union}';
INSERT INTO aid_event (application_id, number, household_id, union_id, union_path, step, from_state, to_state, decider_id, actor_union_id, staff_id, at)
    VALUES ('{tag}-0000-7000-8000-000000000201', 1, '{tag}-0000-7000-8000-000000000011', '{union}', '{path}', 'SUBMIT', 'DRAFT', 'SUBMITTED', '{union}', '{union}',
        '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO aid_batch (id, union_id, union_path, number, method, on_day, amount_fen, lines, created_by, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000210', '{union}', '{path}', 'FF{tag}', 'BANK', '2026-08-01', 100, 1, '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO aid_payment (batch_id, number, application_id, union_id, union_path, amount_fen, state)
    VALUES ('{tag}-0000-7000-8000-000000000210', 1, '{tag}-0000-7000-8000-000000000204', '{union}', '{path}', 100, 'SENT');
INSERT INTO aid_complaint (id, union_id, union_path, number, application_id, notice_id, kind, stage, text, filed_at)
    VALUES ('{tag}-0000-7000-8000-000000000211', '{union}', '{path}', 'YY{tag}', '{tag}-0000-7000-8000-000000000206', '{tag}-0000-7000-8000-000000000205', 'OBJECTION',
        'FILED', '某人反映某事', now());
INSERT INTO employer (id, union_id, union_path, name, search, created_by, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000300', '{union}', '{path}', '某某公司', '某某公司', '{tag}-0000-7000-8000-000000000002', now()),
        ('{tag}-0000-7000-8000-000000000301', '{union}', '{path}', '某某公司重复', '某某公司重复', '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO rights_case (id, union_id, union_path, number, kind, state, label, household_ids, workers_concerned, employer_id, place_code, reported_on, accepted_on,
        resolved_on, claimed_fen, recovered_fen, result, route, outcome, created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, '{union}', '{path}', 'WQ{tag}' || n, 'WAGE_ARREARS', state, '某**', '{{tag}-0000-7000-8000-000000000010}', 2,
        '{tag}-0000-7000-8000-000000000300', '371302', '2026-07-01', '2026-07-02', CASE WHEN state = 'SETTLED' THEN '2026-07-20'::date END, 100,
        CASE WHEN state = 'SETTLED' THEN 50 ELSE 0 END, CASE WHEN state = 'SETTLED' THEN 'SETTLED' END, CASE WHEN state = 'SETTLED' THEN 'UNION' END,
        CASE WHEN state = 'SETTLED' THEN '分两次付清' END, '{tag}-0000-7000-8000-000000000002', now()
    FROM (VALUES (310, 'REPORTED'), (311, 'COORDINATING'), (312, 'SETTLED')) AS c (n, state);
INSERT INTO rights_case_private (case_id, union_id, union_path, account, claim, facts)
    SELECT id, union_id, union_path, '密{tag}经过', '补发工资', '{"known_on":"2026-06-30"}' FROM rights_case WHERE union_id = '{union}';
INSERT INTO rights_worker (id, case_id, union_id, union_path, position, name, claimed_fen)
    SELECT ('{tag}-0000-7000-8000-00000000032' || right(number, 1))::uuid, id, union_id, union_path, 0, '密{tag}职工', 100 FROM rights_case WHERE union_id = '{union}';
INSERT INTO rights_event (case_id, number, union_id, union_path, step, from_state, to_state, actor_union_id, actor_name, staff_id, at)
    SELECT id, 1, union_id, union_path, 'REPORT', 'REPORTED', 'REPORTED', union_id, '某某工会', '{tag}-0000-7000-8000-000000000002', now()
    FROM rights_case WHERE union_id = '{union}';
INSERT INTO rights_referral (id, case_id, union_id, union_path, to_union_id, from_name, to_name, state, reason, sent_on, due_on, ended_on)
    VALUES ('{tag}-0000-7000-8000-000000000330', '{tag}-0000-7000-8000-000000000311', '{union}', '{path}', '{union}', '某某工会', '某某工会', 'RETURNED', '不在本地',
        '2026-07-03', '2026-08-03', '2026-07-05');
INSERT INTO rights_recovery (id, case_id, union_id, union_path, on_day, amount_fen, workers, actor_union_id, actor_name, staff_id, recorded_at)
    VALUES ('{tag}-0000-7000-8000-000000000331', '{tag}-0000-7000-8000-000000000312', '{union}', '{path}', '2026-07-21', 50, 1, '{union}', '某某工会',
        '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO rights_deadline (id, case_id, union_id, union_path, rule, title, law, starts_on, due_on)
    VALUES ('{tag}-0000-7000-8000-000000000332', '{tag}-0000-7000-8000-000000000311', '{union}', '{path}', 'INSPECTION', '投诉', '某条例', '2026-06-30', '2028-06-30');
INSERT INTO rights_letter (id, case_id, union_id, union_path, department, recipient, state, due_on, writer_id, writer_name, created_by, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000333', '{tag}-0000-7000-8000-000000000311', '{union}', '{path}', 'LABOUR_INSPECTION', '某某监察大队', 'DRAFT', '2026-09-01',
        '{union}', '某某工会', '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO rights_letter_private (letter_id, case_id, union_id, union_path, title, body)
    VALUES ('{tag}-0000-7000-8000-000000000333', '{tag}-0000-7000-8000-000000000311', '{union}', '{path}', '密{tag}的函', '密{tag}正文');
INSERT INTO partner (id, union_id, union_path, union_name, name, search, kind, state, specialities, districts, created_by, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000344', '{union}', '{path}', '某某工会', '某某律师事务所' || translate(right('{tag}', 1), '012345', '甲乙丙丁戊己'), '某某律师事务所',
        'UNION_LAWYERS', 'ACTIVE', '{}', '{}', '{tag}-0000-7000-8000-000000000002', now());
INSERT INTO person (id, login, name, password_hash, realm) VALUES ('{tag}-0000-7000-8000-000000000346', 'partner-{tag}', '孙主任', 'none', 'PARTNER');
INSERT INTO lawyer (id, partner_id, union_id, union_path, person_id, name, search, specialities, admin, state, created_at)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, '{tag}-0000-7000-8000-000000000344', '{union}', '{path}', person, '孙主任', '孙主任', '{}', n = 345, state, now()
    FROM (VALUES (345, '{tag}-0000-7000-8000-000000000346'::uuid, 'ACTIVE'), (348, NULL, 'INVITED')) AS l (n, person, state);
INSERT INTO session (id, person_id, lawyer_id, family, digest, created_at, last_used_at, expires_at)
    VALUES ('{tag}-0000-7000-8000-000000000347', '{tag}-0000-7000-8000-000000000346', '{tag}-0000-7000-8000-000000000345', 'lawyer-{tag}', 'digest', now(), now(), now() + interval '10 years');
INSERT INTO partner_conflict (id, partner_id, union_id, union_path, name, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000349', '{tag}-0000-7000-8000-000000000344', '{union}', '{path}', '密{tag}公司', now());
INSERT INTO rights_case (id, union_id, union_path, number, kind, state, label, workers_concerned, employer_id, place_code, reported_on, accepted_on, claimed_fen, created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, '{union}', '{path}', 'WQ{tag}' || n, 'WAGE_ARREARS', state, '某**', 2, '{tag}-0000-7000-8000-000000000300', '371302',
        '2026-07-01', '2026-07-02', 100, '{tag}-0000-7000-8000-000000000002', now() FROM (VALUES (313, 'DELEGATED'), (314, 'ACCEPTED')) AS c (n, state);
INSERT INTO rights_case_private (case_id, union_id, union_path, account, claim, facts)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, '{union}', '{path}', '密{tag}经过', '补发工资', '{}' FROM generate_series(313, 314) AS n;
INSERT INTO rights_worker (id, case_id, union_id, union_path, position, name)
    SELECT ('{tag}-0000-7000-8000-00000000032' || n)::uuid, ('{tag}-0000-7000-8000-00000000031' || n)::uuid, '{union}', '{path}', 0, '密{tag}职工' FROM generate_series(3, 4) AS n;
INSERT INTO attachment (id, union_id, union_path, case_id, kind, media_type, bytes, created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-00000000035' || n)::uuid, '{union}', '{path}', '{tag}-0000-7000-8000-000000000313', 'DOCUMENT', 'application/pdf', 100,
        '{tag}-0000-7000-8000-000000000002', now() FROM generate_series(8, 9) AS n;
INSERT INTO attachment_private (attachment_id, case_id, union_id, union_path, file_name, digest)
    SELECT id, case_id, union_id, union_path, '密{tag}.pdf', sha256('{tag}') FROM attachment WHERE union_id = '{union}' AND case_id IS NOT NULL;
INSERT INTO delegation (id, case_id, union_id, union_path, partner_id, lawyer_id, number, by_name, partner_name, kind, authority, powers, state, case_number, case_kind,
        label, workers_concerned, employer_name, place_code, claimed_fen, answer_by, offered_on, answered_on, created_by, created_at)
    SELECT ('{tag}-0000-7000-8000-000000000' || n)::uuid, ('{tag}-0000-7000-8000-000000000' || of_case)::uuid, '{union}', '{path}', '{tag}-0000-7000-8000-000000000344',
        lawyer, 'WT{tag}' || n, '某某工会', '某某律师事务所', 'ARBITRATION', 'GENERAL', '{}', state, 'WQ{tag}' || of_case, 'WAGE_ARREARS', '某**', 2, '某某公司', '371302', 100,
        '2026-08-20', day, day, '{tag}-0000-7000-8000-000000000002', now()
    FROM (VALUES (350, 313, '{tag}-0000-7000-8000-000000000345'::uuid, 'ACCEPTED', '2026-07-03'::date), (351, 311, NULL, 'DRAFT', NULL)) AS d (n, of_case, lawyer, state, day);
INSERT INTO delegation_private (delegation_id, case_id, partner_id, union_id, union_path, brief, claim, contact)
    SELECT id, case_id, partner_id, union_id, union_path, '密{tag}案情', '补发工资', '某某工会' FROM delegation WHERE union_id = '{union}';
INSERT INTO delegation_worker (id, delegation_id, case_id, partner_id, union_id, union_path, position, worker_id, name, signed_on, signed_copy_id)
    SELECT ('{tag}-0000-7000-8000-00000000035' || n)::uuid, d.id, d.case_id, d.partner_id, d.union_id, d.union_path, 0, ('{tag}-0000-7000-8000-00000000032' || w)::uuid,
        '密{tag}职工', '2026-07-03', CASE n WHEN 2 THEN '{tag}-0000-7000-8000-000000000358'::uuid END
    FROM (VALUES (2, 350, 3), (4, 351, 1)) AS x (n, of, w) JOIN delegation d ON d.id = ('{tag}-0000-7000-8000-000000000' || of)::uuid;
INSERT INTO delegation_document (delegation_id, attachment_id, case_id, partner_id, union_id, union_path, from_partner, at)
    SELECT id, '{tag}-0000-7000-8000-000000000358', case_id, partner_id, union_id, union_path, false, now() FROM delegation WHERE id = '{tag}-0000-7000-8000-000000000350';
INSERT INTO delegation_event (delegation_id, number, case_id, partner_id, union_id, union_path, step, from_state, to_state, staff_id, actor_name, at)
    SELECT id, 1, case_id, partner_id, union_id, union_path, 'DRAFT', 'DRAFT', 'DRAFT', '{tag}-0000-7000-8000-000000000002', '某某工会', now() FROM delegation WHERE union_id = '{union}';
INSERT INTO hearing (id, delegation_id, case_id, partner_id, union_id, union_path, kind, state, starts_at, minutes, venue, created_at, changed_at)
    SELECT '{tag}-0000-7000-8000-000000000353', id, case_id, partner_id, union_id, union_path, 'ARBITRATION', 'PLANNED', '2026-09-01 01:30Z', 60, '某仲裁院', now(), now()
    FROM delegation WHERE id = '{tag}-0000-7000-8000-000000000350';
INSERT INTO calendar_feed (id, person_id, staff_id, digest, created_at)
    VALUES ('{tag}-0000-7000-8000-000000000355', '{tag}-0000-7000-8000-000000000001', '{tag}-0000-7000-8000-000000000002', 'feed-{tag}', now());
