-- Whether any address is on the list.
SELECT EXISTS (SELECT FROM tidings.suppression) AS some
