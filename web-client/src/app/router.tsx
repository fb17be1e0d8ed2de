import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import type { Permission } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { Need } from './layout/Need';
import { NotFound } from './layout/NotFound';
import { PartnerLayout } from './layout/PartnerLayout';
import { PublicLayout } from './layout/PublicLayout';
import { RouteProblem } from './layout/RouteProblem';
import { SignedInLayout } from './layout/SignedInLayout';

type PageModule = () => Promise<{ default: ComponentType }>;

/** A page that is loaded when it is first opened. */
function page(path: string, load: PageModule): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}

/** A page for those who have at least one of the permissions. */
function allowed(path: string, any: Permission[], load: PageModule): RouteObject {
  return { element: <Need any={any} />, children: [page(path, load)] };
}

const publicPages: RouteObject[] = [
  page('/sign-in', () => import('@/pages/signIn/SignInPage')),
  page('/invitation', () => import('@/pages/signIn/InvitationPage')),
  page('/reset-password', () => import('@/pages/signIn/ResetPasswordPage')),
];

/** Hung out for everybody to read. */
const noticePages: RouteObject[] = [
  page('/gongshi/:city', () => import('@/pages/notices/PublicNoticesPage')),
  page('/gongshi/:city/:id', () => import('@/pages/notices/PublicNoticePage')),
];

const signedInPages: RouteObject[] = [
  page('/', () => import('@/pages/home/HomePage')),
  page('/account', () => import('@/pages/account/AccountPage')),
  page('/notifications', () => import('@/pages/notifications/NotificationsPage')),
  page('/api', () => import('@/pages/api/ApiPage')),
  allowed('/unions', ['UNION_READ'], () => import('@/pages/unions/UnionTreePage')),
  allowed('/unions/:id', ['UNION_READ'], () => import('@/pages/unions/UnionPage')),
  allowed('/founding', ['FOUNDING_APPLY', 'FOUNDING_DECIDE'], () => import('@/pages/unions/FoundingPage')),
  allowed('/stewardships', ['STEWARDSHIP_GRANT'], () => import('@/pages/unions/StewardshipsPage')),
  allowed('/staff', ['STAFF_READ'], () => import('@/pages/staff/StaffListPage')),
  allowed('/staff/:id', ['STAFF_READ'], () => import('@/pages/staff/StaffPage')),
  allowed('/audit', ['AUDIT_READ'], () => import('@/pages/audit/AuditPage')),
  allowed('/households', ['HOUSEHOLD_READ'], () => import('@/pages/households/HouseholdListPage')),
  allowed('/households/new', ['HOUSEHOLD_EDIT'], () => import('@/pages/households/RegisterHouseholdPage')),
  allowed('/households/rosters', ['ROSTER_LOAD'], () => import('@/pages/rosters/RostersPage')),
  allowed('/households/rosters/:id', ['ROSTER_LOAD'], () => import('@/pages/rosters/RosterPage')),
  allowed('/households/:id', ['HOUSEHOLD_READ'], () => import('@/pages/households/HouseholdPage')),
  allowed('/duplicates', ['DUPLICATE_SETTLE', 'HOUSEHOLD_EDIT'], () => import('@/pages/households/DuplicateClaimsPage')),
  allowed('/pairing', ['PAIRING_MANAGE'], () => import('@/pages/pairing/PairingBoardPage')),
  allowed('/hand-overs', ['PAIRING_READ', 'PAIRING_MANAGE'], () => import('@/pages/pairing/HandOversPage')),
  allowed('/visits', ['VISIT_READ', 'VISIT_RECORD'], () => import('@/pages/visits/VisitsPage')),
  allowed('/visits/new', ['VISIT_RECORD'], () => import('@/pages/visits/RecordVisitPage')),
  allowed('/kept', ['VISIT_RECORD'], () => import('@/pages/visits/KeptPage')),
  allowed('/measures', ['VISIT_READ'], () => import('@/pages/visits/MeasuresPage')),
  allowed('/papers', ['HOUSEHOLD_NAMES'], () => import('@/pages/papers/PapersPage')),
  allowed('/surveys', ['VISIT_READ'], () => import('@/pages/surveys/SurveyListPage')),
  allowed('/surveys/new', ['SURVEY_MANAGE'], () => import('@/pages/surveys/RoundFormPage')),
  allowed('/surveys/:id', ['VISIT_READ'], () => import('@/pages/surveys/RoundPage')),
  allowed('/surveys/:id/edit', ['SURVEY_MANAGE'], () => import('@/pages/surveys/RoundFormPage')),
  allowed('/surveys/:id/tasks', ['VISIT_READ'], () => import('@/pages/surveys/TasksPage')),
  allowed('/surveys/tasks/:id', ['VISIT_READ'], () => import('@/pages/surveys/TaskPage')),
  allowed('/programmes', ['AID_READ'], () => import('@/pages/aid/ProgrammeListPage')),
  allowed('/programmes/new', ['PROGRAMME_MANAGE'], () => import('@/pages/aid/ProgrammeFormPage')),
  allowed('/programmes/:id', ['AID_READ'], () => import('@/pages/aid/ProgrammePage')),
  allowed('/programmes/:id/edit', ['PROGRAMME_MANAGE'], () => import('@/pages/aid/ProgrammeFormPage')),
  allowed('/living-lines', ['AID_READ'], () => import('@/pages/aid/LivingLinesPage')),
  allowed('/aid/applications', ['AID_READ'], () => import('@/pages/applications/ApplicationsPage')),
  allowed('/aid/applications/new', ['AID_APPLY'], () => import('@/pages/applications/ApplicationFormPage')),
  allowed('/aid/applications/:id', ['AID_READ'], () => import('@/pages/applications/ApplicationPage')),
  allowed('/aid/applications/:id/edit', ['AID_APPLY'], () => import('@/pages/applications/ApplicationFormPage')),
  allowed('/aid/notices', ['AID_READ'], () => import('@/pages/notices/NoticesPage')),
  allowed('/aid/notices/:id', ['AID_READ'], () => import('@/pages/notices/NoticePage')),
  allowed('/aid/payments', ['FUND_READ'], () => import('@/pages/payments/BatchesPage')),
  allowed('/aid/payments/:id', ['FUND_READ'], () => import('@/pages/payments/BatchPage')),
  allowed('/aid/complaints', ['AID_READ'], () => import('@/pages/complaints/ComplaintsPage')),
  allowed('/aid/complaints/:id', ['AID_READ'], () => import('@/pages/complaints/ComplaintPage')),
  allowed('/aid/work-years', ['AID_READ'], () => import('@/pages/workYears/WorkYearsPage')),
  allowed('/rights', ['RIGHTS_READ'], () => import('@/pages/rights/RightsPage')),
  allowed('/rights/new', ['RIGHTS_REPORT'], () => import('@/pages/rights/CaseFormPage')),
  allowed('/rights/deadlines', ['RIGHTS_READ'], () => import('@/pages/rights/DeadlinesPage')),
  allowed('/rights/employers', ['RIGHTS_READ'], () => import('@/pages/employers/EmployersPage')),
  allowed('/rights/employers/:id', ['RIGHTS_READ'], () => import('@/pages/employers/EmployerPage')),
  allowed('/rights/:id', ['RIGHTS_READ'], () => import('@/pages/rights/CasePage')),
  allowed('/rights/:id/delegate', ['RIGHTS_HANDLE'], () => import('@/pages/delegations/DelegateCasePage')),
  allowed('/delegations', ['RIGHTS_READ'], () => import('@/pages/delegations/DelegationsPage')),
  allowed('/delegations/:id', ['RIGHTS_READ'], () => import('@/pages/delegations/DelegationPage')),
  allowed('/delegations/:id/edit', ['RIGHTS_HANDLE'], () => import('@/pages/delegations/EditDelegationPage')),
  allowed('/hearings', ['RIGHTS_READ'], () => import('@/pages/delegations/HearingsPage')),
  allowed('/partners', ['RIGHTS_READ'], () => import('@/pages/partners/PartnersPage')),
  allowed('/partners/:id', ['RIGHTS_READ'], () => import('@/pages/partners/PartnerPage')),
  allowed('/rights/:id/edit', ['RIGHTS_REPORT', 'RIGHTS_HANDLE'], () => import('@/pages/rights/CaseFormPage')),
  allowed('/funds', ['FUND_READ'], () => import('@/pages/funds/FundBoardPage')),
  allowed('/funds/list', ['FUND_READ'], () => import('@/pages/funds/FundListPage')),
  allowed('/funds/:id', ['FUND_READ'], () => import('@/pages/funds/FundPage')),
  allowed('/funds/books', ['FUND_READ'], () => import('@/pages/funds/BooksPage')),
  allowed('/funds/allocations', ['FUND_READ'], () => import('@/pages/funds/AllocationsPage')),
  allowed('/funds/allocations/new', ['FUND_MANAGE'], () => import('@/pages/funds/ProposePage')),
  allowed('/funds/allocations/:id', ['FUND_READ'], () => import('@/pages/funds/AllocationPage')),
  allowed('/funds/budgets', ['FUND_READ'], () => import('@/pages/funds/BudgetsPage')),
  allowed('/funds/budgets/:id', ['FUND_READ'], () => import('@/pages/funds/BudgetLink')),
  allowed('/funds/bank', ['FUND_READ'], () => import('@/pages/funds/BankMonthsPage')),
  allowed('/funds/bank/:id', ['FUND_READ'], () => import('@/pages/funds/BankMonthPage')),
  allowed('/funds/dues', ['FUND_READ'], () => import('@/pages/funds/DuesPage')),
  { path: '*', element: <NotFound /> },
];

/** For the people of legal-aid partners. */
const portalPages: RouteObject[] = [
  page('/partner', () => import('@/pages/portal/PortalHomePage')),
  page('/partner/delegations', () => import('@/pages/portal/PortalDelegationsPage')),
  page('/partner/delegations/:id', () => import('@/pages/portal/PortalDelegationPage')),
  page('/partner/hearings', () => import('@/pages/portal/PortalHearingsPage')),
  page('/partner/organisation', () => import('@/pages/portal/OrganisationPage')),
  page('/partner/account', () => import('@/pages/portal/PortalAccountPage')),
];

/** The addresses of the client (see paths.ts) and what stands at each. */
export function makeRouter() {
  const problems = { errorElement: <RouteProblem /> };
  return createBrowserRouter([
    {
      ...problems,
      HydrateFallback: Loading,
      children: [
        { element: <PublicLayout />, children: [{ ...problems, children: publicPages }] },
        { element: <PublicLayout wide />, children: [{ ...problems, children: noticePages }] },
        { element: <PartnerLayout />, children: [{ ...problems, children: portalPages }] },
        { element: <SignedInLayout />, children: [{ ...problems, children: signedInPages }] },
      ],
    },
  ]);
}
