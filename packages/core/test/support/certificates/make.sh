#!/bin/sh
# How the certificates beside this file were made; none of the keys guards anything. The days are fixed, so that
# they do not depend on when this runs: `expired` ended in 2021, the others end in 2125.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)

cat >"$scratch/configuration" <<END
[ca]
default_ca = test
[test]
database = $scratch/index
new_certs_dir = $scratch
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
END

# certify <name> <extension> <first year> <last year> <who signs, as options of openssl ca>
certify() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "/CN=Tenon test $1" -out "$scratch/request"
  echo "$2" >"$scratch/extensions"
  : >"$scratch/index"
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$scratch/configuration" -extfile "$scratch/extensions" \
    -startdate "${3}0101000000Z" -enddate "${4}0101000000Z" -in "$scratch/request" -out "$1.crt" $5
  chmod 644 "$1.key"
}

here='subjectAltName=IP:127.0.0.1,DNS:localhost'
certify self-signed "$here" 2020 2125 '-selfsign -keyfile self-signed.key'
certify authority 'basicConstraints=critical,CA:TRUE' 2020 2125 '-selfsign -keyfile authority.key'
certify trusted "$here" 2020 2125 '-keyfile authority.key -cert authority.crt'
certify expired "$here" 2020 2021 '-keyfile authority.key -cert authority.crt'
certify wrong-name 'subjectAltName=DNS:elsewhere.example' 2020 2125 '-keyfile authority.key -cert authority.crt'

# Nobody needs to sign with it again.
rm -r "$scratch" authority.key
