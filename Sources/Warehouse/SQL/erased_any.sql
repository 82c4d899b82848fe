-- Whether anybody was erased.
SELECT EXISTS (SELECT FROM tidings.erased) AS some
