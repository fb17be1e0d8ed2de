import {
  AccountBookOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  CalculatorOutlined,
  CheckSquareOutlined,
  CopyOutlined,
  FieldTimeOutlined,
  FileAddOutlined,
  FileSearchOutlined,
  GiftOutlined,
  FormOutlined,
  FundOutlined,
  HomeOutlined,
  IdcardOutlined,
  LineHeightOutlined,
  LinkOutlined,
  MessageOutlined,
  MoneyCollectOutlined,
  NodeIndexOutlined,
  NotificationOutlined,
  PieChartOutlined,
  PrinterOutlined,
  ReconciliationOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  ShopOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  TransactionOutlined,
  UsergroupAddOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { paths } from '@/app/paths';
import type { Permission } from '@/gql/graphql';

type NavKey =
  | 'home' | 'households' | 'duplicates' | 'pairing' | 'handOvers' | 'visits' | 'measures' | 'surveys' | 'papers'
  | 'programmes' | 'aidApplications' | 'aidNotices' | 'aidPayments' | 'aidComplaints' | 'livingLines' | 'workYears'
  | 'rights' | 'rightsDeadlines' | 'delegations' | 'hearings' | 'partners' | 'employers'
  | 'funds' | 'fundList' | 'fundBooks' | 'fundAllocations' | 'fundBudgets' | 'fundDues' | 'bank'
  | 'unions' | 'founding' | 'stewardships' | 'staff' | 'audit';

export interface NavEntry {
  key: NavKey;
  to: string;
  icon: ReactNode;
  /** At least one of these; none means everybody. */
  any?: Permission[];
  /** Beginning of the addresses that belong to it, where that is not its own; none belong to it for null. */
  under?: string | null;
}

export interface NavGroup {
  key: 'work' | 'aid' | 'rights' | 'funds' | 'organisation' | 'oversight';
  entries: NavEntry[];
}

export const homeEntry: NavEntry = { key: 'home', to: paths.home, icon: <HomeOutlined /> };

const groups: NavGroup[] = [
  {
    key: 'work',
    entries: [
      { key: 'households', to: paths.households, icon: <TeamOutlined />, any: ['HOUSEHOLD_READ'] },
      { key: 'pairing', to: paths.pairing, icon: <LinkOutlined />, any: ['PAIRING_MANAGE'] },
      { key: 'handOvers', to: paths.handOvers, icon: <SwapOutlined />, any: ['PAIRING_READ', 'PAIRING_MANAGE'] },
      { key: 'visits', to: paths.visits, icon: <ScheduleOutlined />, any: ['VISIT_READ', 'VISIT_RECORD'] },
      { key: 'measures', to: paths.measures, icon: <CheckSquareOutlined />, any: ['VISIT_READ'] },
      { key: 'surveys', to: paths.surveys, icon: <FileSearchOutlined />, any: ['VISIT_READ'] },
      { key: 'papers', to: paths.papers, icon: <PrinterOutlined />, any: ['HOUSEHOLD_NAMES'] },
      { key: 'duplicates', to: paths.duplicates, icon: <CopyOutlined />, any: ['DUPLICATE_SETTLE', 'HOUSEHOLD_EDIT'] },
    ],
  },
  {
    key: 'aid',
    entries: [
      { key: 'programmes', to: paths.programmes, icon: <GiftOutlined />, any: ['AID_READ'] },
      { key: 'aidApplications', to: paths.aidApplications, icon: <FormOutlined />, any: ['AID_READ'] },
      { key: 'aidNotices', to: paths.aidNotices, icon: <NotificationOutlined />, any: ['AID_READ'] },
      { key: 'aidPayments', to: paths.aidPayments, icon: <TransactionOutlined />, any: ['FUND_READ'] },
      { key: 'aidComplaints', to: paths.aidComplaints, icon: <MessageOutlined />, any: ['AID_READ'] },
      { key: 'livingLines', to: paths.livingLines, icon: <LineHeightOutlined />, any: ['AID_READ'] },
      { key: 'workYears', to: paths.workYears, icon: <CalendarOutlined />, any: ['AID_READ'] },
    ],
  },
  {
    key: 'rights',
    entries: [
      { key: 'rights', to: paths.rights, icon: <SafetyCertificateOutlined />, any: ['RIGHTS_READ'] },
      { key: 'rightsDeadlines', to: paths.rightsDeadlines, icon: <FieldTimeOutlined />, any: ['RIGHTS_READ'] },
      { key: 'delegations', to: paths.delegations, icon: <SolutionOutlined />, any: ['RIGHTS_READ'] },
      { key: 'hearings', to: paths.hearings, icon: <CarryOutOutlined />, any: ['RIGHTS_READ'] },
      { key: 'partners', to: paths.partners, icon: <IdcardOutlined />, any: ['RIGHTS_READ'] },
      { key: 'employers', to: paths.employers, icon: <ShopOutlined />, any: ['RIGHTS_READ'] },
    ],
  },
  {
    key: 'funds',
    entries: [
      { key: 'funds', to: paths.funds, icon: <FundOutlined />, any: ['FUND_READ'], under: null },
      { key: 'fundAllocations', to: paths.fundAllocations, icon: <NodeIndexOutlined />, any: ['FUND_READ'] },
      { key: 'fundBudgets', to: paths.fundBudgets, icon: <PieChartOutlined />, any: ['FUND_READ'] },
      { key: 'fundList', to: paths.fundList, icon: <MoneyCollectOutlined />, any: ['FUND_READ'], under: paths.funds },
      { key: 'fundBooks', to: paths.fundBooks, icon: <AccountBookOutlined />, any: ['FUND_READ'] },
      { key: 'bank', to: paths.bank, icon: <ReconciliationOutlined />, any: ['FUND_READ'] },
      { key: 'fundDues', to: paths.fundDues, icon: <CalculatorOutlined />, any: ['FUND_READ'] },
    ],
  },
  {
    key: 'organisation',
    entries: [
      { key: 'unions', to: paths.unions, icon: <ApartmentOutlined />, any: ['UNION_READ'] },
      { key: 'founding', to: paths.founding, icon: <FileAddOutlined />, any: ['FOUNDING_APPLY', 'FOUNDING_DECIDE'] },
      { key: 'stewardships', to: paths.stewardships, icon: <BankOutlined />, any: ['STEWARDSHIP_GRANT'] },
      { key: 'staff', to: paths.staff, icon: <UsergroupAddOutlined />, any: ['STAFF_READ'] },
    ],
  },
  {
    key: 'oversight',
    entries: [{ key: 'audit', to: paths.audit, icon: <AuditOutlined />, any: ['AUDIT_READ'] }],
  },
];

/** The menu of a person: what their permissions allow, groups without entries left out. */
export function navGroups(can: (permission: Permission) => boolean): NavGroup[] {
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((one) => !one.any || one.any.some(can)) }))
    .filter((group) => group.entries.length > 0);
}

/** The beginning of the addresses that belong to an entry. */
const place = ({ to, under }: NavEntry) => (under === undefined ? to : under);

/** The entry that an address belongs to: its own or the longest beginning of it; the account belongs to none. */
export function activeKey(pathname: string): NavKey | undefined {
  if (pathname === '/') return 'home';
  const all = groups.flatMap((group) => group.entries);
  const own = all.find((one) => pathname === one.to);
  if (own) return own.key;
  return all
    .filter((one) => place(one) !== null && pathname.startsWith(`${place(one)}/`))
    .toSorted((a, b) => (place(b)?.length ?? 0) - (place(a)?.length ?? 0))[0]?.key;
}
