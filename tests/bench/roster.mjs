// A roster (花名册) of households that no demo city has, as a county keeps it.
import { idNumber } from '../browser/browser.mjs';
import { workbook } from './workbook.mjs';

const HEADINGS = ['户编号', '姓名', '与户主关系', '身份证号', '联系电话', '健康状况', '文化程度', '是否农民工', '民族', '用人单位', '工种',
  '月工资（元）', '家庭住址', '户口类型', '住房类型', '家庭人口', '劳动力人数', '年人均收入（元）', '主要致困原因', '次要致困原因', '帮扶需求',
  '困难类别', '同意日期', '同意形式', '备注'];

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建国文辉'];

/** Names of three characters, of which few are alike. */
function name(n) {
  return SURNAMES[n % 20] + GIVEN[Math.floor(n / 20) % 30] + GIVEN[Math.floor(n / 600) % 30];
}

/** Numbers of people born from `year` on, 700 a day: a demo city has used up the lower ones. */
function number(year, n) {
  const day = new Date(Date.UTC(year, 0, 1) + Math.floor(n / 700) * 86_400_000).toISOString().slice(0, 10);
  return idNumber(day, (n % 700) + 300);
}

/**
 * The bytes of an .xlsx with so many households and two and a half people in each. Rosters of different
 * years (1930 to 2010) have nobody in common.
 */
export function roster(households, year) {
  const rows = [['帮扶户花名册'], HEADINGS];
  let people = 0;
  const person = (relation) => {
    people += 1;
    return [name(people), relation, number(year, people)];
  };
  for (let n = 1; n <= households; n += 1) {
    const size = n % 2 === 0 ? 3 : 2;
    rows.push([n, ...person('本人（户主）'), `154${String(n).padStart(8, '0')}`, '良好', '初中', '是', '汉族', `某某建筑公司第${n % 40}项目部`, '瓦工', 3500,
      `枣园镇花名册村${n}号`, '农业', '自建房', size, 1, 8000 + (n % 500), '患病', '子女上学、收入低', '医疗救助、技能培训', '相对困难', '2014-08-06', '书面', '']);
    rows.push([n, ...person('配偶'), '', '一般疾病', '小学', '否', '汉族']);
    if (size === 3) rows.push([n, ...person('子'), '', '良好', '高中', '否', '汉族']);
  }
  return { bytes: workbook('花名册', rows), people };
}
