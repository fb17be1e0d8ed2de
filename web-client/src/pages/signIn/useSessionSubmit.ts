import type { FormInstance } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import type { TypedDocumentNode } from 'urql';
import { returnPath } from '@/app/layout/returnPath';
import { useConnection } from '@/app/session/SessionContext';
import type { SessionFieldsFragment } from '@/gql/graphql';
import { useSubmit } from '@/shared/useSubmit';

/** A mutation that answers with a session: takes it and goes to where the person wanted to be. */
export function useSessionSubmit<Data, Variables extends { input: object }>(
  document: TypedDocumentNode<Data, Variables>,
  payload: (data: Data) => SessionFieldsFragment,
  form: FormInstance,
) {
  const { session } = useConnection();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return useSubmit(document, {
    payload,
    form,
    keyless: true,
    success: false,
    onDone: (answer) => {
      if (session.accept(answer)) void navigate(returnPath(search), { replace: true });
    },
  });
}
