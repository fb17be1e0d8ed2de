-- Rights cases of the demo city, on every stage of their way, taken there as everybody takes them: by the functions of
-- the steps. Employers and what happened are fictional.
CREATE FUNCTION pg_temp.step_case(of_case uuid, what text, day date, words text, f jsonb) RETURNS void LANGUAGE sql AS $$
    SELECT step_rights_case(c.id, c.version, what, day, day + time '03:00', words, f) FROM rights_case c WHERE c.id = of_case
$$;

DO $$
DECLARE
    today     date := '{today}';
    lanshan   unions;
    luozhuang unions;
    firms     uuid[] := '{}';
    line      record;
    family    record;
    one       uuid;
    day       date;
    letter    uuid;
BEGIN
    SELECT * INTO STRICT lanshan FROM unions WHERE level = 'COUNTY' AND name LIKE '%兰山区%';
    SELECT * INTO STRICT luozhuang FROM unions WHERE level = 'COUNTY' AND name LIKE '%罗庄区%';
    FOR line IN SELECT * FROM (VALUES (1, '临沂示范建筑劳务有限公司', '371302'), (2, '临沂示范板材厂', '371302'), (3, '罗庄示范建陶有限公司', '371311'),
            (4, '临沂示范物流有限公司', '371302'), (5, '示范建筑劳务', '371302')) AS f (number, called, place) ORDER BY number LOOP
        one := time_id(today - 120 + line.number + time '01:00');
        INSERT INTO employer (id, union_id, union_path, name, search, division_code, created_by, created_at)
        SELECT one, lanshan.id, lanshan.path, line.called, line.called, line.place, s.id, today - 120 + line.number + time '01:00'
        FROM staff s WHERE s.union_id = lanshan.id AND 'LEGAL' = ANY (s.roles) ORDER BY s.id LIMIT 1;
        firms := firms || one;
    END LOOP;
    -- Migrant workers of families with a cadre of their own union, one a case.
    FOR family IN
        SELECT h.id, h.union_id, h.union_path, h.masked_name, m.id AS member, p.name, s.id AS cadre, row_number() OVER (ORDER BY h.id) AS number
        FROM household h
        JOIN member m ON m.household_id = h.id AND m.relation = 'SELF' AND m.removed_on IS NULL
        JOIN member_private p ON p.member_id = m.id
        JOIN staff s ON s.id = h.cadre_id AND s.union_id = h.union_id AND s.person_id IS NOT NULL
        WHERE starts_with(h.union_path, lanshan.path) AND h.status = 'ACTIVE'
        ORDER BY h.id LIMIT 12
    LOOP
        day := today - (CASE WHEN family.number <= 4 THEN 100 WHEN family.number <= 8 THEN 40 ELSE 6 END) + family.number::int;
        one := time_id(day + time '02:00');
        PERFORM pg_temp.act_as_post(family.cadre);
        PERFORM write_rights_case(one, NULL, family.union_id, jsonb_build_object(
            'kind', CASE family.number % 4 WHEN 0 THEN 'WORK_INJURY' WHEN 3 THEN 'NO_CONTRACT' ELSE 'WAGE_ARREARS' END,
            'label', family.masked_name || CASE WHEN family.number % 3 = 1 THEN '等' || 2 + family.number || '人' ELSE '' END,
            'household_ids', jsonb_build_array(family.id),
            'workers_concerned', CASE WHEN family.number % 3 = 1 THEN 2 + family.number ELSE 1 END,
            'employer_id', firms[1 + family.number % 4], 'site', CASE WHEN family.number % 4 = 1 THEN '示范花园二期工地' END,
            'place_code', CASE family.number % 4 WHEN 2 THEN '371311' ELSE '371302' END, 'place_text', '（演示数据）',
            'claimed_fen', 600000 + 130000 * family.number), day, day + time '02:00');
        INSERT INTO rights_case_private (case_id, union_id, union_path, account, claim, facts)
        VALUES (one, family.union_id, family.union_path, '在该单位务工，多次催要没有结果（演示数据）',
            CASE family.number % 4 WHEN 0 THEN '申请工伤认定，支付医疗费' WHEN 3 THEN '补签劳动合同，支付双倍工资' ELSE '支付拖欠的工资' END,
            CASE family.number % 4
                WHEN 0 THEN jsonb_build_object('injured_on', day - 20, 'injury', '右手手指受伤（演示数据）', 'recognition', 'NOT_APPLIED', 'known_on', day - 20)
                WHEN 3 THEN jsonb_build_object('hired_on', day - 200, 'known_on', day - 10)
                ELSE jsonb_build_object('wages_from', date_trunc('month', day - interval '4 months')::date,
                    'wages_to', date_trunc('month', day - interval '2 months')::date, 'left_on', day - 30, 'known_on', day - 30) END);
        INSERT INTO rights_worker (id, case_id, union_id, union_path, position, household_id, member_id, name, claimed_fen)
        VALUES (time_id(day + time '02:01'), one, family.union_id, family.union_path, 0, family.id, family.member, family.name, 600000 + 130000 * family.number);
        INSERT INTO rights_deadline (id, case_id, union_id, union_path, rule, title, law, starts_on, due_on)
        SELECT time_id(day + time '02:02'), one, family.union_id, family.union_path, r.code, r.title, r.law, f.since,
            (f.since + (r.amount || CASE r.unit WHEN 'DAYS' THEN ' days' WHEN 'MONTHS' THEN ' months' ELSE ' years' END)::interval)::date
        FROM rights_rule r JOIN rights_case c ON c.id = one AND c.kind = ANY (r.kinds)
        CROSS JOIN LATERAL (SELECT CASE r.fact WHEN 'KNOWN_ON' THEN CASE WHEN family.number % 4 = 3 THEN day - 10 WHEN family.number % 4 = 0 THEN day - 20 ELSE day - 30 END
            WHEN 'LEFT_ON' THEN day - 30 WHEN 'INJURED_ON' THEN day - 20 END AS since) AS f
        WHERE f.since IS NOT NULL;
        -- Who handles cases of the county's streets and villages is its legal officer where they have none.
        CONTINUE WHEN family.number >= 11;
        PERFORM set_config('lianxin.staff', s.id::text, true), set_config('lianxin.person', s.person_id::text, true)
        FROM staff s WHERE s.union_id = lanshan.id AND 'LEGAL' = ANY (s.roles) AND s.state = 'ACTIVE' LIMIT 1;
        PERFORM pg_temp.step_case(one, 'ACCEPT', day + 1, NULL, '{}');
        IF family.number IN (2, 6, 10) THEN
            PERFORM pg_temp.step_case(one, 'REFER', day + 2, '工厂在罗庄区，请协助办理', jsonb_build_object('referral_id', time_id(day + 2 + time '03:00'),
                'to_union_id', luozhuang.id, 'due_on', day + 40));
            INSERT INTO rights_deadline (id, case_id, union_id, union_path, rule, subject_id, title, law, starts_on, due_on)
            SELECT time_id(day + 2 + time '03:01'), one, r.union_id, r.union_path, 'REFERRAL', r.id, '转办件应有办理结果', '转办 ' || r.to_name, r.sent_on, r.due_on
            FROM rights_referral r WHERE r.case_id = one;
            CONTINUE WHEN family.number = 10;
            PERFORM pg_temp.act_as(luozhuang.id, 'LEGAL');
            PERFORM pg_temp.step_case(one, 'TAKE', day + 3, NULL, '{}');
            PERFORM pg_temp.step_case(one, 'NOTE', day + 5, '已到厂里核实，单位承认欠薪', '{}');
            CONTINUE WHEN family.number = 6;
            PERFORM pg_temp.step_case(one, 'SETTLE', day + 12, '单位分两次付清', jsonb_build_object('on', day + 12, 'route', 'UNION',
                'awarded_fen', 600000 + 130000 * family.number));
            PERFORM pg_temp.step_case(one, 'RECOVER', day + 20, NULL, jsonb_build_object('recovery_id', time_id(day + 20 + time '03:00'), 'on', day + 20,
                'amount_fen', 600000 + 130000 * family.number, 'workers', 1));
            PERFORM pg_temp.step_case(one, 'FINISH', day + 21, '款项已全部到账', '{}');
            CONTINUE;
        END IF;
        IF family.number IN (1, 5, 9) THEN
            letter := time_id(day + 3 + time '03:00');
            INSERT INTO rights_letter (id, case_id, union_id, union_path, department, recipient, number, state, sent_on, due_on, writer_id, writer_name, created_by, created_at)
            SELECT letter, one, u.id, u.path, 'LABOUR_INSPECTION', '兰山区劳动保障监察大队', '兰工函〔演示〕' || family.number || '号', 'SENT', day + 3, day + 18, u.id, u.name,
                current_setting('lianxin.staff')::uuid, day + 3 + time '03:00'
            FROM unions u WHERE u.id = family.union_id;
            INSERT INTO rights_letter_private (letter_id, case_id, union_id, union_path, title, body)
            VALUES (letter, one, family.union_id, family.union_path, '关于商请协调处理拖欠工资问题的函', '（演示数据）' || family.name || '反映用人单位拖欠工资，商请依法处理。');
            INSERT INTO rights_deadline (id, case_id, union_id, union_path, rule, subject_id, title, law, starts_on, due_on)
            VALUES (time_id(day + 3 + time '03:01'), one, family.union_id, family.union_path, 'LETTER', letter, '部门应当答复',
                '致兰山区劳动保障监察大队的函', day + 3, day + 18);
            PERFORM pg_temp.step_case(one, 'COORDINATE', day + 3, '致函兰山区劳动保障监察大队', '{}');
        END IF;
        IF family.number IN (1, 3, 4) THEN
            PERFORM pg_temp.step_case(one, 'SETTLE', day + 30, '经协调，单位同意支付', jsonb_build_object('on', day + 30,
                'route', CASE family.number WHEN 1 THEN 'DEPARTMENT' ELSE 'MEDIATION' END, 'awarded_fen', 600000 + 130000 * family.number));
            PERFORM pg_temp.step_case(one, 'RECOVER', day + 45, NULL, jsonb_build_object('recovery_id', time_id(day + 45 + time '03:00'), 'on', day + 45,
                'amount_fen', 400000 + 130000 * family.number, 'workers', 1));
            CONTINUE WHEN family.number = 3;
            PERFORM pg_temp.step_case(one, 'CLOSE', day + 60, '回访职工，已收到款项', '{"satisfaction": "SATISFIED"}');
        END IF;
    END LOOP;
END
$$;
