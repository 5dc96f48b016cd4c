-- An erased card leaves nothing behind here: its rows go. That it may not come back is crypto-gateway's tombstone.
grant delete on cards to ${app_role};
grant delete on processing_states to ${app_role};
