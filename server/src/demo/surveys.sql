-- With parallel workers the load of 600,000 households failed on an id that was drawn twice; one process goes on.
SET LOCAL max_parallel_workers_per_gather = 0;

-- What each household is drawn for, always the same: draw decides what became of it, income how much the
-- family had at the survey before, in percent of now.
CREATE TEMPORARY TABLE surveyed ON COMMIT DROP AS
SELECT h.*, abs(hashtext(h.file_number)) % 100 AS draw,
       (h.income_fen * (88 + abs(hashtext('i' || h.file_number)) % 25) / 100)::bigint AS income_before,
       CASE WHEN abs(hashtext('c' || h.file_number)) % 5 = 0 THEN '{}'::text[] ELSE h.other_causes END AS causes_before,
       abs(hashtext('d' || h.file_number)) AS other_draw,
       starts_with(h.union_path, '{pilot}') AS in_pilot,
       gen_random_uuid() AS visit_before, gen_random_uuid() AS visit_now,
       gen_random_uuid() AS record_before, gen_random_uuid() AS record_now,
       (CASE h.main_cause
            WHEN 'ILLNESS' THEN '希望减轻医药费负担' WHEN 'WORK_INJURY' THEN '希望尽快认定工伤'
            WHEN 'DISABILITY' THEN '希望有适合残疾人的工作' WHEN 'SCHOOLING' THEN '希望得到助学金'
            WHEN 'UNEMPLOYMENT' THEN '希望介绍一份稳定的工作' WHEN 'LOW_INCOME' THEN '希望找到工资高一点的岗位'
            WHEN 'WAGE_ARREARS' THEN '要求尽快拿到被拖欠的工资' ELSE '希望得到生活救助' END) AS claim
FROM household h WHERE h.status = 'ACTIVE';

INSERT INTO survey_round (id, union_id, union_path, name, note, state, opens_on, closes_on, scope_id, kinds, questions, listed, opened_at, closed_at, created_at)
SELECT '{before}', root.id, root.path, '结对帮扶试点摸底', '试点街道先行摸底，摸清底数、完善表格。', 'CLOSED', '{before_opens}'::date, '{before_closes}'::date,
       pilot.id, '{LINKED,OWN_UNIT}', '[]', (SELECT count(*) FROM surveyed WHERE in_pilot AND registered_on <= '{before_opens}'),
       '{before_opens}'::date + time '02:00', '{before_closed}'::date + time '08:00', '{before_opens}'::date + time '01:00'
FROM unions root, unions pilot WHERE root.parent_id IS NULL AND pilot.path = '{pilot}';
INSERT INTO survey_round (id, union_id, union_path, name, note, state, opens_on, closes_on, scope_id, kinds, questions, listed, opened_at, created_at)
SELECT '{now}', id, path, '全市结对帮扶再摸底再调查', '对全部帮扶户逐户上门，当面核实家庭情况、致困原因和利益诉求（通知第五条第二款）。', 'OPEN',
       '{opens}'::date, '{closes}'::date, id, '{LINKED,OWN_UNIT}',
       '[{"code":"Q1","kind":"YES_NO","label":"家中有未就业的高校毕业生","help":null,"required":true,"options":[]},
         {"code":"Q2","kind":"SINGLE_CHOICE","label":"目前最需要哪方面的帮助","help":null,"required":true,"options":[
            {"code":"A1","label":"就业和技能"},{"code":"A2","label":"看病"},{"code":"A3","label":"孩子上学"},{"code":"A4","label":"住房"},{"code":"A5","label":"维权"}]},
         {"code":"Q3","kind":"MONEY","label":"近一年得到的各类救助","help":"民政、工会、教育等合计","required":false,"options":[]},
         {"code":"Q4","kind":"TEXT","label":"家里最想解决的一件事","help":null,"required":false,"options":[]}]',
       (SELECT count(*) FROM surveyed), '{opens}'::date + time '01:00', '{opens}'::date + time '00:30'
FROM unions WHERE parent_id IS NULL;

-- Each visit of a survey, in the mornings of the window.
INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at)
SELECT visit_before, union_id, union_path, id, cadre_id, '{before_opens}'::date + other_draw % 29, 'HOME', 'RESURVEY', true, needs,
       '{before_opens}'::date + other_draw % 29 + time '02:00', '{before_opens}'::date + other_draw % 29 + time '02:00'
FROM surveyed WHERE in_pilot AND cadre_id IS NOT NULL AND registered_on <= '{before_opens}' AND draw < 96
UNION ALL
SELECT visit_now, union_id, union_path, id, cadre_id, '{opens}'::date + other_draw % 20, 'HOME', 'RESURVEY', draw < 58, needs,
       '{opens}'::date + other_draw % 20 + time '02:00', '{opens}'::date + other_draw % 20 + time '02:00'
FROM surveyed WHERE cadre_id IS NOT NULL AND draw < 67 AND other_draw % 100 < {share};
INSERT INTO visit_private (visit_id, household_id, union_id, union_path, place, met_whom, claims)
SELECT v.id, s.id, s.union_id, s.union_path, '家中', CASE WHEN v.met THEN '本人及家属' END, CASE WHEN v.met THEN s.claim END
FROM surveyed s JOIN visit v ON v.id IN (s.visit_before, s.visit_now) AND v.household_id = s.id;

INSERT INTO survey_record (id, round_id, union_id, union_path, household_id, cadre_id, visit_id, visited_on, kind, hukou, housing, population,
    labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, claims, choices, numbers,
    compared, income_change, differences, recorded_at, created_at)
SELECT s.record_before, '{before}', s.union_id, s.union_path, s.id, s.cadre_id, v.id, v.visited_on, 'HOME', s.hukou, s.housing, s.population,
    s.labour_force, s.income_before, s.rigid_fen, s.main_cause, s.causes_before, s.needs, s.tier, s.needy_file, s.single_parent_female_worker, true, '{}', '{}',
    jsonb_build_object('on', NULL, 'income_fen', s.income_before, 'rigid_fen', s.rigid_fen, 'population', s.population, 'labour_force', s.labour_force,
        'housing', s.housing, 'main_cause', s.main_cause, 'other_causes', to_jsonb(s.causes_before), 'needs', to_jsonb(s.needs), 'tier', s.tier),
    'SAME', '{NEW_CLAIM}', v.recorded_at, v.created_at
FROM surveyed s JOIN visit v ON v.id = s.visit_before;

INSERT INTO survey_record (id, round_id, union_id, union_path, household_id, cadre_id, visit_id, visited_on, kind, hukou, housing, population,
    labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, claims, choices, numbers,
    previous_id, compared, income_change, differences, recorded_at, created_at)
SELECT s.record_now, '{now}', s.union_id, s.union_path, s.id, s.cadre_id, v.id, v.visited_on, 'HOME', s.hukou, s.housing, s.population,
    s.labour_force, s.income_fen, s.rigid_fen, s.main_cause, s.other_causes, s.needs, s.tier, s.needy_file, s.single_parent_female_worker, true,
    ARRAY['Q1:' || CASE WHEN s.other_draw % 9 = 0 THEN 'YES' ELSE 'NO' END,
          'Q2:' || CASE s.main_cause WHEN 'ILLNESS' THEN 'A2' WHEN 'WORK_INJURY' THEN 'A5' WHEN 'WAGE_ARREARS' THEN 'A5' WHEN 'SCHOOLING' THEN 'A3'
                   WHEN 'DISASTER' THEN 'A4' ELSE 'A1' END],
    jsonb_build_object('Q3', s.other_draw % 40 * 10000),
    p.id,
    jsonb_build_object('on', p.visited_on, 'income_fen', s.income_before, 'rigid_fen', s.rigid_fen, 'population', s.population,
        'labour_force', s.labour_force, 'housing', s.housing, 'main_cause', s.main_cause, 'other_causes', to_jsonb(s.causes_before),
        'needs', to_jsonb(s.needs), 'tier', s.tier),
    CASE WHEN s.income_fen < s.income_before THEN CASE WHEN 5 * (s.income_before - s.income_fen) >= s.income_before THEN 'FELL_MUCH' ELSE 'FELL' END
         WHEN s.income_fen > s.income_before THEN CASE WHEN 5 * (s.income_fen - s.income_before) >= s.income_before THEN 'ROSE_MUCH' ELSE 'ROSE' END
         ELSE 'SAME' END,
    array_remove(ARRAY[CASE WHEN s.income_fen < s.income_before THEN 'INCOME_FELL' WHEN s.income_fen > s.income_before THEN 'INCOME_ROSE' END,
        CASE WHEN s.other_causes <> s.causes_before THEN 'NEW_CAUSE' END, CASE WHEN p.id IS NULL THEN 'NEW_CLAIM' END], NULL),
    v.recorded_at, v.created_at
FROM surveyed s JOIN visit v ON v.id = s.visit_now AND v.met LEFT JOIN survey_record p ON p.id = s.record_before
WHERE s.draw < 58;

INSERT INTO survey_record_private (record_id, household_id, union_id, union_path, place, met_whom, claims, texts)
SELECT r.id, s.id, s.union_id, s.union_path, '家中', '本人及家属', s.claim,
       CASE WHEN r.id = s.record_now THEN jsonb_build_object('Q4', s.claim) ELSE '{}' END
FROM surveyed s JOIN survey_record r ON r.household_id = s.id;

INSERT INTO survey_task (round_id, union_id, union_path, household_id, listed_cadre_id, state, tries, settled_on, record_id)
SELECT '{before}'::uuid, s.union_id, s.union_path, s.id, s.cadre_id,
       CASE WHEN r.id IS NULL THEN 'TODO' WHEN r.visited_on > '{before_closes}'::date THEN 'LATE' ELSE 'DONE' END, 0, r.visited_on, r.id
FROM surveyed s LEFT JOIN survey_record r ON r.id = s.record_before
WHERE s.in_pilot AND s.registered_on <= '{before_opens}'
UNION ALL
SELECT '{now}'::uuid, s.union_id, s.union_path, s.id, s.cadre_id,
       CASE WHEN r.id IS NOT NULL THEN 'DONE' WHEN v.id IS NULL THEN 'TODO' WHEN s.draw < 64 THEN 'NOT_MET' ELSE 'MOVED_AWAY' END,
       CASE WHEN v.id IS NOT NULL AND r.id IS NULL AND s.draw < 64 THEN 1 ELSE 0 END, v.visited_on, r.id
FROM surveyed s LEFT JOIN visit v ON v.id = s.visit_now LEFT JOIN survey_record r ON r.id = s.record_now;

-- The federation reminded the pilot's street yesterday.
INSERT INTO survey_reminder (id, round_id, union_id, union_path, reminded_id, by_union_id, text, unfinished, reminded_on, created_at)
SELECT gen_random_uuid(), '{now}', u.id, u.path, u.id, root.id, '请抓紧入户，未遇户改约时间再访。', count(*), '{yesterday}'::date, '{yesterday}'::date + time '01:00'
FROM survey_task t JOIN unions u ON u.id = t.union_id, unions root
WHERE t.round_id = '{now}' AND t.state IN ('TODO', 'NOT_MET') AND starts_with(u.path, '{pilot}') AND root.parent_id IS NULL
GROUP BY u.id, u.path, root.id;
