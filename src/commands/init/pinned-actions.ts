/** The actions of generated workflows: the commit that a tag of the action's own repository points to, and the tag. */
const pins = {
  checkout: ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  cache: ['27d5ce7f107fe9357f9df03efb73ab90386fccae', 'v5.0.5'],
  'upload-artifact': ['bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', 'v7.0.0'],
  'configure-pages': ['983d7736d9b0ae728b81ab479565c72886d7745b', 'v5.0.0'],
  'upload-pages-artifact': ['fc324d3547104276b827a68afc52ff2a11cc49c9', 'v5.0.0'],
  'deploy-pages': ['cd2ce8fcbc39b97be8ca5fce6e763baed58fa128', 'v5.0.0'],
} as const;

/** What follows `uses:` for an action of the organisation `actions`, or for a part of it such as `cache/restore`. */
export function pinned(action: keyof typeof pins, part = ''): string {
  const [commit, tag] = pins[action];
  return `actions/${action}${part}@${commit} # ${tag}`;
}
