-- Legal-aid partners of the demo city and what is delegated to one of them, taken there by the functions of the steps.
-- Firms and people are fictional.
CREATE FUNCTION pg_temp.act_as_lawyer(of_lawyer uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('lianxin.staff', '', true), set_config('lianxin.unions', '', true), set_config('lianxin.path', '', true),
        set_config('lianxin.person', l.person_id::text, true), set_config('lianxin.partner', l.partner_id::text, true),
        set_config('lianxin.lawyer', CASE WHEN l.admin THEN '*' ELSE l.id::text END, true)
    FROM lawyer l WHERE l.id = of_lawyer;
END
$$;
CREATE FUNCTION pg_temp.act_as_nobody() RETURNS void LANGUAGE sql AS $$
    SELECT set_config('lianxin.partner', '', true), set_config('lianxin.lawyer', '', true)
$$;
CREATE FUNCTION pg_temp.step_delegation(of_delegation uuid, what text, day date, words text, f jsonb) RETURNS void LANGUAGE sql AS $$
    SELECT step_delegation(d.id, d.version, what, day, day + time '04:00', words, f) FROM delegation d WHERE d.id = of_delegation
$$;

DO $$
DECLARE
    today   date := '{today}';
    lanshan unions;
    city    unions;
    firm    uuid := time_id('{today}'::date - 200 + time '01:00');
    head    uuid;
    counsel uuid;
    line    record;
    one     uuid;
    copy    uuid;
    day     date;
BEGIN
    SELECT * INTO STRICT lanshan FROM unions WHERE level = 'COUNTY' AND name LIKE '%兰山区%';
    SELECT * INTO STRICT city FROM unions WHERE level = 'MUNICIPAL';
    INSERT INTO partner (id, union_id, union_path, union_name, name, search, kind, state, licence_number, address, specialities, districts, created_by, created_at)
    SELECT f.id, u.id, u.path, u.name, f.name, f.name, f.kind, 'ACTIVE', f.licence, '（演示数据）', f.specialities, f.districts,
           (SELECT s.id FROM staff s WHERE s.union_id = u.id AND 'ADMIN' = ANY (s.roles) ORDER BY s.id LIMIT 1), today - 200 + time '01:00'
    FROM (VALUES (firm, lanshan.id, '示例律师事务所', 'LAW_FIRM', '演示许可 001', '{}'::text[], '{371302,371311}'::text[]),
                 (time_id(today - 199 + time '01:00'), city.id, '临沂示例法律援助中心', 'LEGAL_AID_CENTRE', NULL, '{WAGE_ARREARS,WORK_INJURY}', '{}')) AS f (id, of_union, name, kind, licence, specialities, districts)
    JOIN unions u ON u.id = f.of_union;
    FOR line IN SELECT * FROM (VALUES (1, 'lvsuo', '孙立新', '13713201400000001', true), (2, 'lvshi', '吴明法', '13713201400000002', false)) AS l (number, login, name, licence, admin) LOOP
        one := time_id(today - 190 + line.number + time '01:00');
        INSERT INTO person (id, login, name, password_hash, realm) VALUES (one, line.login, line.name, '{password}', 'PARTNER');
        INSERT INTO lawyer (id, partner_id, union_id, union_path, person_id, name, search, licence_number, specialities, admin, state, created_at)
        VALUES (one, firm, lanshan.id, lanshan.path, one, line.name, line.name, line.licence, '{WAGE_ARREARS,WORK_INJURY}', line.admin, 'ACTIVE', today - 190 + time '01:00');
        IF line.admin THEN head := one; ELSE counsel := one; END IF;
    END LOOP;
    -- Cases that the county handles for its villages: one is offered, one is worked on, one came back.
    FOR line IN
        SELECT c.id, c.union_id, c.union_path, c.created_at::date AS day, w.id AS worker, w.name, p.claim, row_number() OVER (ORDER BY c.id) AS number
        FROM rights_case c JOIN rights_worker w ON w.case_id = c.id JOIN rights_case_private p ON p.case_id = c.id
        WHERE c.state IN ('ACCEPTED','COORDINATING') AND c.shared_id IS NULL AND starts_with(c.union_path, lanshan.path)
        ORDER BY c.id LIMIT 3
    LOOP
        PERFORM pg_temp.act_as_nobody();
        PERFORM set_config('lianxin.staff', s.id::text, true), set_config('lianxin.person', s.person_id::text, true),
            set_config('lianxin.unions', line.union_id::text, true), set_config('lianxin.path', s.union_path, true)
        FROM staff s WHERE s.union_id = lanshan.id AND 'LEGAL' = ANY (s.roles) AND s.state = 'ACTIVE' LIMIT 1;
        day := CASE line.number WHEN 3 THEN today - 2 ELSE least(line.day + 4, today - 2) END;
        one := time_id(day + time '03:30');
        copy := time_id(day + time '03:20');
        PERFORM write_delegation(one, NULL, line.id, jsonb_build_object('partner_id', firm, 'kind', CASE line.number WHEN 2 THEN 'LITIGATION' ELSE 'ARBITRATION' END,
            'authority', 'GENERAL', 'powers', '[]'::jsonb, 'answer_by', day + 5), day + time '03:30');
        INSERT INTO delegation_private (delegation_id, case_id, partner_id, union_id, union_path, brief, claim, contact)
        VALUES (one, line.id, firm, line.union_id, line.union_path, '在该单位务工，多次催要没有结果（演示数据）', line.claim, '兰山区总工会 法律工作者（演示数据）');
        -- The copy is on paper: the demo city has no files. It is there while the offer looks for it.
        INSERT INTO attachment (id, union_id, union_path, case_id, kind, media_type, bytes, created_by, created_at, removed_by, removed_at)
        SELECT copy, line.union_id, line.union_path, line.id, 'DOCUMENT', 'application/pdf', 1, s, day + time '03:20', s, day + time '03:20'
        FROM (SELECT current_setting('lianxin.staff')::uuid) AS me (s);
        INSERT INTO delegation_worker (id, delegation_id, case_id, partner_id, union_id, union_path, position, worker_id, name, signed_on, signed_copy_id)
        VALUES (time_id(day + time '03:31'), one, line.id, firm, line.union_id, line.union_path, 0, line.worker, line.name, day, copy);
        PERFORM pg_temp.step_delegation(one, 'OFFER', day, NULL, '{}');
        UPDATE delegation_worker SET signed_copy_id = NULL WHERE delegation_id = one;
        DELETE FROM attachment WHERE id = copy;
        CONTINUE WHEN line.number = 3;
        PERFORM pg_temp.act_as_lawyer(head);
        PERFORM pg_temp.step_delegation(one, 'ACCEPT', day + 1, NULL, jsonb_build_object('lawyer_id', counsel));
        PERFORM pg_temp.act_as_lawyer(counsel);
        PERFORM pg_temp.step_delegation(one, 'PROGRESS', least(day + 2, today), '已向仲裁委递交申请（演示数据）', '{}');
        PERFORM write_hearing(time_id(day + 2 + time '05:00'), NULL, one, 'SAVE', jsonb_build_object('kind', 'ARBITRATION',
            'starts_at', CASE line.number WHEN 1 THEN day + 15 ELSE today + 5 END + time '01:30', 'minutes', 120, 'venue', '示例劳动人事争议仲裁院第一庭', 'note', NULL),
            least(day + 2, today) + time '05:00', '仲裁开庭：示例劳动人事争议仲裁院第一庭');
        CONTINUE WHEN line.number = 2;
        PERFORM write_hearing(h.id, h.version, one, 'HOLD', '{}', day + 16 + time '05:00', '双方到庭，等待裁决（演示数据）') FROM hearing h WHERE h.delegation_id = one;
        PERFORM pg_temp.step_delegation(one, 'CONCLUDE', least(day + 25, today), '仲裁裁决单位支付全部拖欠款项（演示数据）', jsonb_build_object('result', 'WON', 'awarded_fen', 800000));
    END LOOP;
    PERFORM pg_temp.act_as_nobody();
END
$$;
