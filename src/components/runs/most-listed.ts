/** So many runs are listed on the first page; beyond that, all of them have a page of their own. */
export const mostListed = 500;
