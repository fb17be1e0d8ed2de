import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Form, Select } from 'antd';
import { nameListboxes } from './listboxNames';

const options = [{ value: 'ILLNESS', label: '患病' }];

it('names the list of a field by its label, and by its own name where it has no label', async () => {
  const stop = nameListboxes(document.body);
  render(
    <Form>
      <Form.Item name="cause" label="主要致困原因">
        <Select options={options} />
      </Form.Item>
      <Select aria-label="困难类别" options={options} />
    </Form>,
  );
  for (const name of ['主要致困原因', '困难类别']) {
    await userEvent.click(screen.getByRole('combobox', { name }));
    expect(await screen.findByRole('listbox', { name })).toBeInTheDocument();
  }
  stop();
});
