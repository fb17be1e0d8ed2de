import type * as G from '@/gql/schema';
import en from './en/enums.json';
import zh from './zh-CN/enums.json';

/** The labels of every enum of the contract; a value without a label does not compile. */
export interface EnumLabels {
  UserErrorCode: Record<G.UserErrorCode, string>;
  Role: Record<G.Role, string>;
  Permission: Record<G.Permission, string>;
  UnionLevel: Record<G.UnionLevel, string>;
  UnionState: Record<G.UnionState, string>;
  FoundingState: Record<G.FoundingState, string>;
  StaffState: Record<G.StaffState, string>;
  Employment: Record<G.Employment, string>;
  HouseholdKind: Record<G.HouseholdKind, string>;
  HouseholdStatus: Record<G.HouseholdStatus, string>;
  CloseReason: Record<G.CloseReason, string>;
  HardshipTier: Record<G.HardshipTier, string>;
  HardshipCause: Record<G.HardshipCause, string>;
  Need: Record<G.Need, string>;
  Hukou: Record<G.Hukou, string>;
  Housing: Record<G.Housing, string>;
  NeedyFileState: Record<G.NeedyFileState, string>;
  NeedyFileEnding: Record<G.NeedyFileEnding, string>;
  Relation: Record<G.Relation, string>;
  Sex: Record<G.Sex, string>;
  Health: Record<G.Health, string>;
  Education: Record<G.Education, string>;
  Wish: Record<G.Wish, string>;
  TimelineKind: Record<G.TimelineKind, string>;
  DuplicateClaimState: Record<G.DuplicateClaimState, string>;
  DuplicateDecision: Record<G.DuplicateDecision, string>;
  RosterState: Record<G.RosterState, string>;
  PairingState: Record<G.PairingState, string>;
  PairingEndReason: Record<G.PairingEndReason, string>;
  HandOverState: Record<G.HandOverState, string>;
  VisitKind: Record<G.VisitKind, string>;
  VisitPurpose: Record<G.VisitPurpose, string>;
  MeasureState: Record<G.MeasureState, string>;
  MeasureProof: Record<G.MeasureProof, string>;
  AttachmentKind: Record<G.AttachmentKind, string>;
  PaperKind: Record<G.PaperKind, string>;
  FigureMeasure: Record<G.FigureMeasure, string>;
  FigureDimension: Record<G.FigureDimension, string>;
  AuditAction: Record<G.AuditAction, string>;
  NotificationKind: Record<G.NotificationKind, string>;
  NotificationChannel: Record<G.NotificationChannel, string>;
  NotificationPace: Record<G.NotificationPace, string>;
  SchoolLevel: Record<G.SchoolLevel, string>;
  ProgrammeKind: Record<G.ProgrammeKind, string>;
  ProgrammeState: Record<G.ProgrammeState, string>;
  AidRuleKind: Record<G.AidRuleKind, string>;
  AidFact: Record<G.AidFact, string>;
  StepOutcome: Record<G.StepOutcome, string>;
  AidOutcome: Record<G.AidOutcome, string>;
  MissingPlace: Record<G.MissingPlace, string>;
  LineArea: Record<G.LineArea, string>;
  SurveyState: Record<G.SurveyState, string>;
  SurveyTaskState: Record<G.SurveyTaskState, string>;
  SurveyQuestionKind: Record<G.SurveyQuestionKind, string>;
  SurveyDifference: Record<G.SurveyDifference, string>;
  IncomeChange: Record<G.IncomeChange, string>;
  SurveyDimension: Record<G.SurveyDimension, string>;
  AidDecider: Record<G.AidDecider, string>;
  AidApplicationState: Record<G.AidApplicationState, string>;
  AidApplicationStep: Record<G.AidApplicationStep, string>;
  AidPaymentMethod: Record<G.AidPaymentMethod, string>;
  AidPaymentState: Record<G.AidPaymentState, string>;
  AidComplaintKind: Record<G.AidComplaintKind, string>;
  AidComplaintStage: Record<G.AidComplaintStage, string>;
  AidComplaintStep: Record<G.AidComplaintStep, string>;
  FundSource: Record<G.FundSource, string>;
  FundAccountKind: Record<G.FundAccountKind, string>;
  FundTransactionKind: Record<G.FundTransactionKind, string>;
  FundAllocationKind: Record<G.FundAllocationKind, string>;
  FundAllocationState: Record<G.FundAllocationState, string>;
  AllocationStep: Record<G.AllocationStep, string>;
  FundBudgetState: Record<G.FundBudgetState, string>;
  BankMonthState: Record<G.BankMonthState, string>;
  BankLineState: Record<G.BankLineState, string>;
  RightsCaseKind: Record<G.RightsCaseKind, string>;
  RightsCaseState: Record<G.RightsCaseState, string>;
  RightsCaseStep: Record<G.RightsCaseStep, string>;
  RightsRoute: Record<G.RightsRoute, string>;
  RightsSide: Record<G.RightsSide, string>;
  RightsFact: Record<G.RightsFact, string>;
  WorkInjuryRecognition: Record<G.WorkInjuryRecognition, string>;
  SocialInsurance: Record<G.SocialInsurance, string>;
  RightsReferralState: Record<G.RightsReferralState, string>;
  RightsDepartment: Record<G.RightsDepartment, string>;
  RightsLetterState: Record<G.RightsLetterState, string>;
  RightsLetterStep: Record<G.RightsLetterStep, string>;
  RightsSatisfaction: Record<G.RightsSatisfaction, string>;
  RightsDeadlineState: Record<G.RightsDeadlineState, string>;
  RightsPeriod: Record<G.RightsPeriod, string>;
}

export type EnumName = keyof EnumLabels;
export type EnumValue<E extends EnumName> = keyof EnumLabels[E] & string;

export const enumLabels: Record<'zh-CN' | 'en', EnumLabels> = { 'zh-CN': zh, en };

/** The values of an enum in the order of the contract. */
export function enumValues<E extends EnumName>(name: E): EnumValue<E>[] {
  return Object.keys(zh[name]) as EnumValue<E>[];
}
