import { paths } from '@/app/paths';

/** The page of what an audit entry is about, where it has one. */
export function subjectPath(kind: string, id: string | null | undefined): string | null {
  if (!id) return null;
  switch (kind) {
    case 'household':
      return paths.household(id);
    case 'union':
      return paths.union(id);
    case 'survey':
      return paths.survey(id);
    case 'programme':
      return paths.programme(id);
    case 'livingline':
      return paths.livingLines;
    case 'staff':
      return paths.staffMember(id);
    case 'aidapplication':
      return paths.aidApplication(id);
    case 'aidnotice':
      return paths.aidNotice(id);
    case 'aidbatch':
      return paths.aidPayment(id);
    case 'aidcomplaint':
      return paths.aidComplaint(id);
    case 'rightscase':
      return paths.rightsCase(id);
    case 'delegation':
      return paths.delegation(id);
    case 'partner':
      return paths.partner(id);
    case 'employer':
      return paths.employer(id);
    case 'workyear':
      return paths.workYears;
    case 'fund':
      return paths.fund(id);
    case 'fundtransaction':
      return paths.fundTransaction(id);
    case 'fundallocation':
      return paths.fundAllocation(id);
    case 'bankmonth':
      return paths.bankMonth(id);
    case 'fundbudget':
      return paths.fundBudget(id);
    default:
      return null;
  }
}
