// Suggests what a reader may be looking for while they type. Enter without a choice sends the form as ever.
const PAUSE = 150, SHORTEST = 2;

const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
};

const option = ({ kind, label, href, lang }, id) => {
    const name = element('span', { textContent: label });
    const made = element('li', { id, role: 'option', ariaSelected: 'false' }, name, ' ', element('small', { textContent: kind }));
    if (lang) {
        name.lang = lang;
    }
    made.dataset.href = href;
    return made;
};

const attach = input => {
    const list = element('ul', { id: `${input.id}-suggestions`, role: 'listbox', className: 'suggestions', hidden: true });
    const status = element('p', { role: 'status', className: 'unseen' });
    const label = input.labels[0];
    let chosen = -1, timer, request;

    label.id ||= `${input.id}-label`;
    list.setAttribute('aria-labelledby', label.id);
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) {
        input.setAttribute(name, value);
    }
    input.after(list, status);

    const choose = index => {
        chosen = index;
        [...list.children].forEach((each, at) => { each.ariaSelected = String(at === index); });
        if (index < 0) {
            input.removeAttribute('aria-activedescendant');
        } else {
            input.setAttribute('aria-activedescendant', list.children[index].id);
            list.children[index].scrollIntoView({ block: 'nearest' });
        }
    };
    const show = open => {
        list.hidden = !open;
        input.setAttribute('aria-expanded', String(open));
        choose(-1);
    };
    const stop = () => {
        clearTimeout(timer);
        request?.abort();
    };
    const close = () => {
        stop();
        show(false);
    };
    const ask = async () => {
        request = new AbortController();
        try {
            const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { signal: request.signal });
            const { said, suggestions } = await answer.json();
            list.replaceChildren(...suggestions.map((each, index) => option(each, `${list.id}-${index}`)));
            show(suggestions.length > 0);
            status.textContent = said;
        } catch (error) {
            if (error.name !== 'AbortError') {
                show(false); // no suggestions is no harm: the form works
            }
        }
    };

    input.addEventListener('input', () => {
        stop();
        if (input.value.trim().length < SHORTEST) {
            show(false);
            status.textContent = '';
        } else {
            timer = setTimeout(ask, PAUSE);
        }
    });
    input.addEventListener('keydown', event => {
        const count = list.children.length;
        if (event.key === 'Escape' && !list.hidden) {
            close();
        } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
            const step = event.key === 'ArrowDown' ? 1 : -1;
            if (list.hidden) {
                show(true);
            }
            choose((chosen + step + count + 2) % (count + 1) - 1); // past either end is none: what was typed
        } else if (event.key === 'Enter' && chosen >= 0 && !list.hidden) {
            location.assign(list.children[chosen].dataset.href);
        } else {
            return;
        }
        event.preventDefault();
    });
    input.addEventListener('blur', close);
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
        const target = event.target.closest('[data-href]');
        if (target) {
            location.assign(target.dataset.href);
        }
    });
};

document.querySelectorAll('[data-suggest]').forEach(attach);
