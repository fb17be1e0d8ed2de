/** Characters of an objection or a complaint, as the server has it. */
export const textLengths = { least: 10, most: 500 };
