/** A button that opens a picture to move through; all that it takes is loaded when it is pressed. */
export function exploreButton(figure: HTMLElement, title: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'chart-explore';
  button.textContent = 'Explore';
  button.setAttribute('aria-label', `Explore: ${title}`);
  button.setAttribute('aria-haspopup', 'dialog');
  let isOpening = false;
  button.addEventListener('click', () => {
    if (isOpening) return;
    isOpening = true;
    import('../../explore/open-figure.ts')
      .then(({ openFigure }) => openFigure(figure))
      .catch((error: unknown) => {
        button.title = `This picture cannot be explored. ${(error as Error).message}`;
        button.textContent = 'Cannot be explored';
      })
      .finally(() => (isOpening = false));
  });
  return button;
}
