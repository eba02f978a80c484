/** Words of software, business and forms that the general lists lack. */
export const workWords: readonly string[] = `
access account action active activity add admin advanced agent alert alias allow analytics android answer api app apple applied
apply archive array article asset async audio audit authentication authorization auto available await backup bad badge bank bar
base basic batch before beta bin binary bit block blog body bold boolean border bottom box branch browser buffer bug build bundle
button byte cache calendar call cancel capability card cart case category cell center certificate chain change changelog channel
chapter chart chat check child choice city class clean clear click client clone close cloud cluster code collection color column
command comment commit common community compact company compare compile complete component compute concept condition config
configure confirm connect connection console constant contact container content context continue contract control cookie copy core
cost count counter country coupon course cover crash create credential credit current custom customer daily dark dashboard data
database date debug decimal declaration decode deep default delete delivery demo deploy description design desktop detail develop
device dialog diff digit digital directory disable discount disk display document domain double download draft driver drop duplicate
dynamic edge edit editor element email empty enable encode encrypt end endpoint engine enter entity entry enum environment error
event example exception exchange execute exit expand expire explore export expression extension external extra fail failure fallback
false fast feature federal feed fetch field file filter final find finish first fix fixed flag flash flow folder font footer force
foreign form format forward foundation found framework free full function future game gate gateway generate generic get global grant
graph grid group guide handle handler hard hash head header health height help hidden high hint history hit home hook host hour html
http icon idle image import inbox include index info initial inline input insert install instance integer integration interface
internal internet invalid invoice issue item iterator java job join kernel key keyboard label lake lambda language large last late
latest launch layer layout lead leave left legacy length level library license light like limit line link linux list live load loan
local location lock log logic login logo logout long loop machine mail main major make manage management manual map mark market
master match math maximum media medium member memory menu merge message meta method metric middle migration mini minimum minor mirror
missing mobile mock mode model modern modify module monitor monthly mount mouse move multiple mutable name native navigation nested
network never new news next node normal note notice notification null number object offer office offline online open operation
operator option order origin other output overflow overview owner package padding page panel paper parameter parent parse partial
party pass password paste patch path pattern pause payment pending performance permission persistent phase phone photo picture pin
pipe pixel plain plan platform play player plugin point policy pool pop port portal post power prefer prefix premium preview previous
price primary print priority private process product production profile program project prompt proof property protect protocol
provider proxy public publish pull purchase push quality query queue quick quote random range rate raw read ready real receipt recent
record recover red redirect reference refresh refund region register registry regular reject relation release remote remove rename
render repeat replace reply report repository request require reset resolve resource response rest restore result resume retail retry
return review revision right role rollback root route router row rule run runtime safe sale sample sandbox save scale scan schedule
schema scope score screen script scroll sdk search second section secure security select send sensitive sequence serial series server
service session set setting setup shadow shape share shell shift shipping shop short show shut side sierra sign signal simple single
site size skill skip slack slide slot small smart snapshot social socket software solution sort source space span spec special speed
split stable stack staff stage standalone standard start state static station status step stock stop storage store stream string strong
structure stuck studio style subject submit subscribe success suite summary super supply support surface swap switch symbol sync
syntax system tab table tag target task tax team template terminal terms test text theme third thread time timeline timeout title
toggle token tool top topic total trace track trade traffic transaction transfer transform tree trial trigger true type typescript
undefined undo unicode union unique unit universal unknown update upgrade upload url usage use user utility valid value variable
vendor verify version video view virtual visible visit visual wait wallet warning watch web website weekly welcome white widget width
window windows wire wizard word work worker workflow workspace world write wrong yearly zero zone apache kafka microsoft google amazon
cloudflare fastify corp corporation
sun mon tue wed thu fri sat jan feb mar apr jun jul aug sep oct nov dec`
  .trim()
  .split(/\s+/);

/** Words of forms, offices and banks in other languages. */
export const foreignWorkWords: readonly string[] = `
número numero números código codigo registro documento cédula cedula clave carné institución servicio servicios sociedad sistema
nacional federal general único única unico identificación identificação identidad identidade identifikation fiscal tributario
tributaria contribuyente contribuyentes seguro seguros seguridad social compañía empresa banco banca bancaria casa bolsa cambio bolsas
calle avenida plaza ciudad municipio estado provincia departamento fecha nacimiento dirección teléfono correo usuario contraseña
persona personas física jurídica extranjería residencia rol regional multiple múltiple ahorro libertad operadora recursos valores
acciones inversora financiera financieros transferencias telecomunicaciones impuesto impuestos ministerio gobierno república
rue ville pays date naissance adresse nom prénom société banque compte identifiant identification immatriculation matricule fiscale
répertoire commun assurance impôt département ministère gouvernement république française monsieur madame
straße stadt land datum geburtsdatum anschrift nummer steuer steuerliche identifikationsnummer umsatzsteuer gesellschaft verein konto
bundesrepublik ministerium amt ausweis führerschein versicherung krankenkasse
via città data nascita indirizzo codice partita imposta valore aggiunto società conto assicurazione regione comune fiscale operatore
rua cidade endereço cadastro pessoa pessoas físicas colectiva bilhete carteira empresa conta seguro imposto ministério
adres miasto numer identyfikacji podatkowej rejestr gospodarki narodowej ulica województwo
číslo rodné identifikační identifikačné město ulice adószám közösségi osobni broj identifikacijska številka matična
codul unic registrul identificare fiscală cetatea asmens kodas vergi kimlik numarası cumhuriyeti türkiye mispar
santa san santo saint são nuestra señora puerto villa monte río rio sierra norte sur`
  .trim()
  .split(/\s+/);
