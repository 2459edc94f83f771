// Gives the searchable selects of the admin, which its library leaves unnamed, the name of their label.
'use strict';
{
    const name = select => {
        const label = document.querySelector(`label[for="${select.id}"]`);
        const shown = select.nextElementSibling;
        if (!label || !shown || !shown.matches('.select2')) {
            return;
        }
        label.id = label.id || `${select.id}_label`;
        const value = shown.querySelector('.select2-selection__rendered');
        for (const element of [shown.querySelector('.select2-selection'), value]) {
            element.setAttribute('aria-labelledby', `${label.id} ${value.id}`);
        }
    };
    const nameAll = () => document.querySelectorAll('select.admin-autocomplete').forEach(name);
    django.jQuery(nameAll);
    document.addEventListener('formset:added', () => setTimeout(nameAll));
}
