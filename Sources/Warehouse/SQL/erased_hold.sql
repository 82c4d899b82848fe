-- Lets nobody be erased until this load is in: who is erased meanwhile would come back with it.
LOCK TABLE tidings.erased IN SHARE MODE
