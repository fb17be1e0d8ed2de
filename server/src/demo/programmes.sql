-- Lines of the counties, raised each January: those of the districts of the town are the highest.
INSERT INTO living_line (id, union_id, union_path, division_code, place, area, valid_from, revision, monthly_fen, source, staff_id, created_at)
SELECT gen_random_uuid(), root.id, root.path, c.division_code, c.short_name, a.area, make_date(y.year, 1, 1), 1,
       a.fen + CASE WHEN c.division_code <= '371312' OR c.division_code = '371371' THEN a.town ELSE (c.code % 4) * 1000 END + (y.year - {year}) * 3000,
       '演示数据（' || y.year || '年度低保标准）', s.id, make_date(y.year, 1, 1) + time '01:00'
FROM unions root
CROSS JOIN (SELECT *, right(division_code, 2)::int AS code FROM unions WHERE level = 'COUNTY' AND length(division_code) = 6) AS c
CROSS JOIN (VALUES ('RURAL', 42000, 6000), ('URBAN', 58000, 8000)) AS a (area, fen, town)
CROSS JOIN (VALUES ({before}), ({year})) AS y (year)
CROSS JOIN LATERAL (SELECT id FROM staff WHERE union_id = root.id AND 'ADMIN' = ANY (roles) ORDER BY id LIMIT 1) AS s
WHERE root.parent_id IS NULL;

INSERT INTO programme (id, union_id, union_path, year, kind, name, note, state, opens_on, closes_on, terms, edition, opened_at, created_at)
SELECT time_id(make_date({year}, 1, 1) + p.place * interval '1 minute'), root.id, root.path, {year}, p.kind, '{year}年' || p.name, p.note, 'OPEN',
       make_date({year}, p.month, 1), make_date({year}, 12, 31), p.terms::jsonb, 1, least('{today}'::date, make_date({year}, 1, 4)) + time '01:00', make_date({year}, 1, 1) + time '01:00'
FROM unions root, (VALUES
    (1, 'COLLEGE_AID', '金秋助学', '考入大专以上院校的困难职工、农民工子女。档案以家长名义建立，凭录取通知书申请。', 6,
     '{"rules":[
        {"kind":"MEMBER","relations":["SON","DAUGHTER","GRANDCHILD"],"levels":["COLLEGE","BACHELOR"],"age_from":16,"age_to":25,"sentence":"困难职工家庭子女当年考入大专以上院校的，列入金秋助学范围","source":"临会发〔2014〕20号 四（三）"},
        {"kind":"INCOME","percent":200,"less_rigid":true,"sentence":"家庭年收入扣除刚性支出后，月人均低于当地低保线2倍","source":"演示标准"},
        {"kind":"ONCE_A_YEAR","sentence":"每户每年享受一次","source":"演示标准"},
        {"kind":"NOT_WITH","kinds":["SCHOOL_AID"],"sentence":"不与帮扶送教育重复享受","source":"演示标准"}],
       "amounts":[{"tier":null,"level":"COLLEGE","from_fen":200000,"to_fen":300000},{"tier":null,"level":"BACHELOR","from_fen":300000,"to_fen":500000}],
       "household_cap_fen":800000,"pupil_cap_fen":500000,"papers":["录取通知书复印件","户口簿复印件","困难证明"],"decides":"COUNTY"}'),
    (2, 'SCHOOL_AID', '帮扶送教育', '困难家庭和单亲女职工家庭的在校子女。', 1,
     '{"rules":[
        {"kind":"FACTS","facts":["NEEDY_FILE","SINGLE_PARENT_FEMALE_WORKER"],"sentence":"已建档的困难职工家庭，以及符合条件的单亲女职工家庭的子女","source":"临会发〔2014〕20号 四（三）"},
        {"kind":"MEMBER","relations":["SON","DAUGHTER","GRANDCHILD"],"levels":["PRIMARY","JUNIOR_MIDDLE","SENIOR_MIDDLE","VOCATIONAL"],"age_from":null,"age_to":20,"sentence":"子女在小学、初中、高中（中职）就读","source":"临会发〔2014〕20号 四（三）"},
        {"kind":"ONCE_A_YEAR","sentence":"每名学生每学年享受一次","source":"演示标准"}],
       "amounts":[{"tier":null,"level":"PRIMARY","from_fen":50000,"to_fen":50000},{"tier":null,"level":"JUNIOR_MIDDLE","from_fen":80000,"to_fen":80000},
         {"tier":null,"level":"SENIOR_MIDDLE","from_fen":100000,"to_fen":100000},{"tier":null,"level":"VOCATIONAL","from_fen":100000,"to_fen":100000},
         {"tier":"DEEP","level":"SENIOR_MIDDLE","from_fen":150000,"to_fen":150000}],
       "household_cap_fen":300000,"pupil_cap_fen":150000,"papers":["在校证明"],"decides":"COUNTY"}'),
    (3, 'MEDICAL_AID', '医疗救助', '因工伤、重病等原因生活困难的家庭，按医疗自付部分救助。', 1,
     '{"rules":[
        {"kind":"CAUSE","causes":["ILLNESS","WORK_INJURY","OCCUPATIONAL_DISEASE"],"sentence":"因工伤、患重大疾病等造成家庭生活困难的，可以申请救助","source":"临会发〔2014〕20号 四（三）"},
        {"kind":"BURDEN","percent":60,"sentence":"家庭刚性支出超过年收入的60%","source":"演示标准"},
        {"kind":"FACTS","facts":["CONSENT"],"sentence":"本人已签署信息使用同意书","source":"演示标准"},
        {"kind":"ONCE_A_YEAR","sentence":"每户每年享受一次","source":"演示标准"}],
       "amounts":[{"tier":null,"level":null,"from_fen":200000,"to_fen":500000},{"tier":"DEEP","level":null,"from_fen":300000,"to_fen":1000000}],
       "household_cap_fen":1000000,"pupil_cap_fen":null,"papers":["诊断证明","医疗费自付票据"],"decides":"COUNTY"}'),
    (4, 'LIVING_RELIEF', '生活救助', '月人均收入低于当地低保线、已建档的困难家庭。', 1,
     '{"rules":[
        {"kind":"TIER","tiers":["DEEP","RELATIVE","ACCIDENTAL"],"sentence":"列入困难职工（农民工）档案的家庭","source":"临会发〔2014〕20号 四（三）"},
        {"kind":"FACTS","facts":["NEEDY_FILE"],"sentence":"先建档、后帮扶，实名制管理","source":"总工发〔2015〕20号"},
        {"kind":"INCOME","percent":100,"less_rigid":true,"sentence":"家庭年收入扣除刚性支出后，月人均低于当地低保线","source":"演示标准"},
        {"kind":"ONCE_A_YEAR","sentence":"每户每年享受一次","source":"演示标准"}],
       "amounts":[{"tier":"DEEP","level":null,"from_fen":200000,"to_fen":200000},{"tier":null,"level":null,"from_fen":100000,"to_fen":150000}],
       "household_cap_fen":500000,"pupil_cap_fen":null,"papers":["困难证明"],"decides":"COUNTY"}'),
    (5, 'NEEDY_FILE', '困难职工建档', '先建档、后帮扶。批准建档后，家庭才可享受要求建档的救助；脱困的家庭继续监测一段时间。', 1,
     '{"rules":[
        {"kind":"TIER","tiers":["DEEP","RELATIVE","ACCIDENTAL"],"sentence":"深度困难、相对困难或意外致困的职工、农民工家庭","source":"演示标准"},
        {"kind":"INCOME","percent":200,"less_rigid":true,"sentence":"家庭年收入扣除刚性支出后，月人均低于当地低保线2倍","source":"演示标准"},
        {"kind":"WITHOUT","facts":["NEEDY_FILE"],"sentence":"尚未建档","source":"演示标准"}],
       "amounts":[],"household_cap_fen":null,"pupil_cap_fen":null,"papers":["建档申请表","入户调查表","家庭经济状况核对报告"],"decides":"COUNTY"}')
) AS p (place, kind, name, note, month, terms)
WHERE root.parent_id IS NULL;
INSERT INTO programme_edition (id, programme_id, union_id, union_path, edition, name, opens_on, closes_on, terms, staff_id, created_at)
SELECT gen_random_uuid(), p.id, p.union_id, p.union_path, 1, p.name, p.opens_on, p.closes_on, p.terms, s.id, p.opened_at
FROM programme p CROSS JOIN LATERAL (SELECT id FROM staff WHERE union_id = p.union_id AND 'ADMIN' = ANY (roles) ORDER BY id LIMIT 1) AS s;
