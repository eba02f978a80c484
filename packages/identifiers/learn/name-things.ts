/** What the texts about names are made of: particles, institutions, things that look like names, keys. */
export const PARTICLES = [
  'van',
  'van der',
  'de',
  'de la',
  'von',
  'di',
  'da',
  'dos',
  'del',
  'le',
  'al',
  'bin',
  'du',
] as const;
export const INSTITUTIONS =
  'University College Hospital School Street Avenue Road Park Airport Award Foundation Museum Institute Bridge County River Lake Island Stadium Center Library Prize Square Hall House Church Bank Group Company Industries Brothers Motors Airlines Hotel Theatre Valley Hills Beach Mountain Creek'.split(
    ' ',
  );
export const EPONYMS =
  'Algorithm Distance Test Theorem Transform Filter Index Method Equation Principle Coefficient Distribution Kernel Blur Effect Syndrome Disease Law Model Curve Ratio Matrix Number Code Sort Tree Noise Sequence'.split(
    ' ',
  );
export const LEGAL = [
  'Inc',
  'Inc.',
  'LLC',
  'Ltd',
  'Ltd.',
  'GmbH',
  'Corp',
  'Corporation',
  '& Co',
  '& Sons',
  'AG',
  'SA',
  'Group',
  'Partners',
  'Holdings',
  'SpA',
  'BV',
] as const;
export const CALENDAR =
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Easter Christmas Summer Spring'.split(
    ' ',
  );
export const INTERFACE =
  'Sign In,Sign Up,Log Out,Terms Of Service,Privacy Policy,Rich Text,Art Director,Max Length,Max Width,Min Height,Mark Complete,Mark Read,Grace Period,Will Call,Bill To,Ship To,Frank Discussion,Patch Notes,Method Not Allowed,Permanent Redirect,Market Value,Marketing Manager,Denver Broncos,Georgia Institute,Angular Material,Android Studio,Apache License,Mozilla Public License,Internet Explorer,Visual Studio,Stack Overflow,Standard Error,Standard Output,General Public License,Free Software Foundation,Creative Commons,Open Source Initiative,Google Chrome,Microsoft Windows,Amazon Web Services,Server Side Encryption,Access Control List,Virtual Private Cloud,Load Balancer,Return Value,Default Value,Parent Node,Child Process,Event Loop,Garbage Collection,Unit Test,Pull Request,Merge Conflict,Branch Name,Carbon Copy,Roman Numerals,Dale Carnegie Course,Chase Bank,Wells Fargo,Morgan Stanley,Goldman Sachs,Johnson Controls,Martin Marietta,Harley Davidson,Ford Mustang,Rolls Royce,Louis Vuitton,Calvin Klein,Jack Daniels,Ben Nevis,Virginia Beach,Santa Maria,San Jose,Saint Helena,Prince Edward Island,Victoria Station,Charlotte Harbor,Austin Texas,Jordan River,Madison Avenue,Paris France,Florence Italy,Sierra Nevada,Carolina Panthers,Jackson Hole,Lincoln Center,Kelly Criterion,Sally Port,Dolly Zoom,Jenny Wren,Robin Hood,Christian Science,Christmas Tree,Merry Christmas,Happy Easter,Holy Grail,Crystal Palace,Ruby On Rails,Pearl Harbor,Amber Alert,Rose Garden,Lily Pad,Ivy League,Olive Oil,Ginger Ale,Basil Pesto,Rosemary Bread,Hazel Nut,Jade Plant,Opal Card,Iris Scan,Daisy Chain,Violet Light,Heather Moor,Faith Healing,Hope Street,Joy Division,Harmony Central,Melody Maker,Destiny Child,Genesis Block,Chance Card,Chase Scene,Hunter Green,Mason Jar,Carter Center,Cooper Union,Taylor Series,Tyler Texas,Wayne State,Dean List,Duke Energy,Earl Grey,Norman Conquest,Frank Sinatra Drive,Bob Sled,Jack Knife,Jerry Can,Tom Tom,Peter Pan Peanut Butter,Harry Potter Books,Max Planck Institute,Carl Zeiss Lens,Gene Pool,Glen Canyon,Cliff Face,Clay Court,Rocky Mountains,Sandy Beach,Stormy Weather,Sunny Day,Dusty Road,Misty Morning,Penny Stock,Patience Game,Constance Lake,Victor Valley,Guy Rope,Ray Tracing,Miles Per Hour,Long Beach,Case Study,Page Break,Drew Attention,Lane Change,Reed Bed,Dallas Cowboys,Houston Rockets,Phoenix Suns,Savannah Cat,Sydney Opera,Vienna Convention,Geneva Convention,Milan Fashion Week,Regina Saskatchewan,Adelaide Hills,Alexandria Egypt,Asia Pacific,India Ink,Kenya Airways,Israel Defense,Chad Basin,Francisco Bay,Santiago Chile,Antonio Texas,Diego Garcia'.split(
    ',',
  );

/** Keys of names, and of what is none: training sees the first list of each. */
export const PERSON_KEYS = [
  'full name,customer name,patient name,client name,employee name,contact name,name,patient,customer,employee,contact person,account holder,cardholder name,applicant,beneficiary,nombre completo,nombre,nom,nom complet,vor und nachname,kunde,patient,nome e cognome,nome completo,naam,doctor,manager,spouse,emergency contact,signed by,author,assigned to,owner,user,recipient,sender,buyer,seller,tenant,student,teacher,passenger,guest,member,subscriber,policyholder,insured person,next of kin,parent,legal name,display name,billing name,shipping name,first and last name'.split(
    ',',
  ),
  'claimant,name of patient,guest name,participant,attendee,driver name,father name,mother maiden name,guarantor,nominee,payee name,remitter,winner,resident,voter name,candidate,instructor,supervisor,nurse,physician name,cliente,empleado,paciente,titular,titulaire,mitarbeiter,versicherter,intestatario,namn,navn,jmeno,imie i nazwisko,name of insured,holder,primary contact,account name,person,reviewer,approver,requested by'.split(
    ',',
  ),
] as const;
export const OTHER_KEYS = [
  'product name,company name,file name,host name,name,title,city,model,brand,category,department,country,event,project name,course,position,job title,street,bank name,hotel,item,description,font,theme,plugin,team name,region,label,device name,template,organization,school,publisher,display name,contact type,client type,customer type,user agent,type,status,nombre del producto,nom du produit,produktname,nome del prodotto'.split(
    ',',
  ),
  'vendor,service name,package name,song,album,movie,book,dish,breed,venue,airline,ship,supplier name,merchant,employer,university,process name,column name,chart name,section,heading,subject,state,county,industry,skill,certificate name,layer,sheet name,firma,empresa,société,ort,ville,ciudad,metric name,class,policy name,plan,tier'.split(
    ',',
  ),
] as const;

export const KEY_STYLES = [
  '{K}: {v}',
  '{k}: {v}',
  '{K}: {v}',
  '{s}: {v}',
  '{s}={v}',
  '{s} = "{v}"',
  '{c}: "{v}"',
  '<{c}>{v}</{c}>',
  '"{c}": "{v}"',
  '{K}\t{v}',
  '{K} - {v}',
  '| {K} | {v} |',
  '<dt>{K}</dt><dd>{v}</dd>',
] as const;
