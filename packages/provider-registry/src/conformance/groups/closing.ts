import type { Group } from '../check.js';
import { expectEqual } from '../expectations.js';

export const CLOSING: Group = {
  name: 'closing',
  checks: [
    {
      name: 'may be done twice, and closes no other client',
      run: async (bench) => {
        const config = await bench.config({ text: ['Good day'] });
        const [closed, open] = [bench.open(config), bench.open(config)];
        await closed.create(bench.params());
        await closed.close();
        await closed.close();
        const { text } = await open.create(bench.params());
        expectEqual('response.text of another client', text, 'Good day');
      },
    },
  ],
};
