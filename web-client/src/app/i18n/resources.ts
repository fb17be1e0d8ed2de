import zh_common from './zh-CN/common.json';
import zh_home from './zh-CN/home.json';
import zh_unions from './zh-CN/unions.json';
import zh_staff from './zh-CN/staff.json';
import zh_households from './zh-CN/households.json';
import zh_rosters from './zh-CN/rosters.json';
import zh_pairing from './zh-CN/pairing.json';
import zh_visits from './zh-CN/visits.json';
import zh_attachments from './zh-CN/attachments.json';
import zh_papers from './zh-CN/papers.json';
import zh_surveys from './zh-CN/surveys.json';
import zh_aid from './zh-CN/aid.json';
import zh_applications from './zh-CN/applications.json';
import zh_notices from './zh-CN/notices.json';
import zh_payments from './zh-CN/payments.json';
import zh_complaints from './zh-CN/complaints.json';
import zh_workYears from './zh-CN/workYears.json';
import zh_rights from './zh-CN/rights.json';
import zh_employers from './zh-CN/employers.json';
import zh_partners from './zh-CN/partners.json';
import zh_delegations from './zh-CN/delegations.json';
import zh_portal from './zh-CN/portal.json';
import zh_funds from './zh-CN/funds.json';
import zh_bank from './zh-CN/bank.json';
import zh_audit from './zh-CN/audit.json';
import zh_account from './zh-CN/account.json';
import zh_signIn from './zh-CN/signIn.json';
import zh_notifications from './zh-CN/notifications.json';
import en_common from './en/common.json';
import en_home from './en/home.json';
import en_unions from './en/unions.json';
import en_staff from './en/staff.json';
import en_households from './en/households.json';
import en_rosters from './en/rosters.json';
import en_pairing from './en/pairing.json';
import en_visits from './en/visits.json';
import en_attachments from './en/attachments.json';
import en_papers from './en/papers.json';
import en_surveys from './en/surveys.json';
import en_aid from './en/aid.json';
import en_applications from './en/applications.json';
import en_notices from './en/notices.json';
import en_payments from './en/payments.json';
import en_complaints from './en/complaints.json';
import en_workYears from './en/workYears.json';
import en_rights from './en/rights.json';
import en_employers from './en/employers.json';
import en_partners from './en/partners.json';
import en_delegations from './en/delegations.json';
import en_portal from './en/portal.json';
import en_funds from './en/funds.json';
import en_bank from './en/bank.json';
import en_audit from './en/audit.json';
import en_account from './en/account.json';
import en_signIn from './en/signIn.json';
import en_notifications from './en/notifications.json';

export type Language = 'zh-CN' | 'en';

/** One namespace per area; both languages have the same keys (see resources.test.ts). */
export const resources = {
  'zh-CN': {
    common: zh_common,
    home: zh_home,
    unions: zh_unions,
    staff: zh_staff,
    households: zh_households,
    rosters: zh_rosters,
    pairing: zh_pairing,
    visits: zh_visits,
    attachments: zh_attachments,
    papers: zh_papers,
    surveys: zh_surveys,
    aid: zh_aid,
    applications: zh_applications,
    notices: zh_notices,
    payments: zh_payments,
    complaints: zh_complaints,
    workYears: zh_workYears,
    rights: zh_rights,
    employers: zh_employers,
    partners: zh_partners,
    delegations: zh_delegations,
    portal: zh_portal,
    funds: zh_funds,
    bank: zh_bank,
    audit: zh_audit,
    account: zh_account,
    signIn: zh_signIn,
    notifications: zh_notifications,
  },
  'en': {
    common: en_common,
    home: en_home,
    unions: en_unions,
    staff: en_staff,
    households: en_households,
    rosters: en_rosters,
    pairing: en_pairing,
    visits: en_visits,
    attachments: en_attachments,
    papers: en_papers,
    surveys: en_surveys,
    aid: en_aid,
    applications: en_applications,
    notices: en_notices,
    payments: en_payments,
    complaints: en_complaints,
    workYears: en_workYears,
    rights: en_rights,
    employers: en_employers,
    partners: en_partners,
    delegations: en_delegations,
    portal: en_portal,
    funds: en_funds,
    bank: en_bank,
    audit: en_audit,
    account: en_account,
    signIn: en_signIn,
    notifications: en_notifications,
  },
} as const;
