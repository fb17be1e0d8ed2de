import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import { EmployerPicker } from './EmployerPicker';

const known = { id: 'employer_1', name: '临沂宏泰木业有限公司', creditCode: '91350100M000100Y43', divisionCode: '371302' };

function Picker(props: { onPicked: (name: string) => void }) {
  const [value, setValue] = useState<string>();
  return <EmployerPicker id="employer" addable value={value} onChange={setValue} onPicked={(one) => props.onPicked(one.name)} />;
}

function open() {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { employers: { nodes: [known] }, employer: known }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { saveEmployer: { employer: { ...known, id: 'employer_2', name: request.variables.input['name'] }, errors: [] } } });
    },
  } as unknown as Client;
  const onPicked = vi.fn<(name: string) => void>();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <label htmlFor="employer">单位</label>
          <Picker onPicked={onPicked} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onPicked };
}

/** Looks for one that is not there and takes the offer to register it. */
async function another() {
  fireEvent.change(screen.getByLabelText('单位'), { target: { value: '新来的公司' } });
  await userEvent.click(await screen.findByTitle('没有找到，新登记“新来的公司”'));
  return screen.findByLabelText('用人单位');
}

describe('choosing an employer', () => {
  it('takes one that is found', async () => {
    const { onPicked } = open();
    fireEvent.change(screen.getByLabelText('单位'), { target: { value: '宏泰' } });
    await userEvent.click(await screen.findByTitle(known.name));
    expect(onPicked).toHaveBeenCalledWith(known.name);
  });

  it('registers one that is not there, and forgets the offer when one thinks better of it', async () => {
    const { sent, onPicked } = open();
    await another();
    await userEvent.click(screen.getByRole('button', { name: '取消' }));
    await waitFor(() => expect(screen.queryByLabelText('用人单位')).toBeNull());
    expect(screen.queryByText('没有找到，新登记“新来的公司”', { selector: '.ant-select-content *' })).toBeNull();
    expect(await another()).toHaveValue('新来的公司');
    await userEvent.type(screen.getByLabelText('统一社会信用代码'), '91350100m000100y44');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    await screen.findByText('校验位不对，请核对');
    await userEvent.clear(screen.getByLabelText('统一社会信用代码'));
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    await waitFor(() => expect(onPicked).toHaveBeenCalledWith('新来的公司'));
    expect(sent[0]?.input).toMatchObject({ name: '新来的公司', creditCode: null, divisionCode: null });
  });
});
