# The person (or the local launcher) who looks after the keys without ever using one: no encrypt, decrypt or sign here.
path "transit/keys/+"        { capabilities = ["read"] }
path "transit/keys/+/rotate" { capabilities = ["update"] }
# To open an older backup after a rotation the oldest version that decrypts is lowered, and raised again afterwards.
path "transit/keys/tenant-keys/config" {
  capabilities       = ["update"]
  allowed_parameters = { "min_decryption_version" = [] }
}

# Logins of crypto-gateway: issue and withdraw.
path "auth/approle/role/crypto-gateway/role-id"           { capabilities = ["read"] }
path "auth/approle/role/crypto-gateway/secret-id"         { capabilities = ["update", "list"] }
path "auth/approle/role/crypto-gateway/secret-id/destroy" { capabilities = ["update"] }

path "sys/health" { capabilities = ["read"] }
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/revoke-self" { capabilities = ["update"] }
